"""Keeps the service contract until your own code does: replace this folder.

It holds notes in memory, counts requests and stops in good order, with Python's standard library
alone. It is no example of how to write a service in Python; there is a template for that.
"""

# fmt: off
NAME = {{ cookiecutter.name|py }}
# fmt: on

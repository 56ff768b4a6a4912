"""What the service is called and what it is for, as its request put it."""

# fmt: off
NAME = {{ cookiecutter.name|py }}
DESCRIPTION = {{ cookiecutter.description|py }}
# fmt: on

"""The service contract, version 1, as tests of whatever `make run` starts. They know no language."""

# fmt: off
NAME = {{ cookiecutter.name|py }}
# fmt: on

"""What the service is called that these tests are about."""

# fmt: off
SERVICE = {{ cookiecutter.name|py }}
# fmt: on

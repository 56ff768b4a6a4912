// What the service is called, as its request put it.

export const NAME = {{ cookiecutter.name|ts }};

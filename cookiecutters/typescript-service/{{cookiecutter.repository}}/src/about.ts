// What the service is called and what it is for, as its request put it.

// biome-ignore format: the literal comes from the request as it is
export const NAME = {{ cookiecutter.name|json }};

// biome-ignore format: the literal comes from the request as it is
export const DESCRIPTION = {{ cookiecutter.description|json }};

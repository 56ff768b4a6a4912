// Package about says what the service is called.
package about

// Name is the service's name, as its request put it.
const Name = {{ cookiecutter.name|go }}

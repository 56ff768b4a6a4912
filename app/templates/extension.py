"""Slipway's filters as an extension of Jinja, so that the plain `cookiecutter` command has them."""

from jinja2 import Environment
from jinja2.ext import Extension

from app.templates.quoting import FILTERS


class Filters(Extension):
    """Named in a template's `_extensions`; in the sealed room its filters are there anyway."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.filters.update(FILTERS)

"""Jinja as a template sets it up, or as much of that as is allowed."""

from typing import Any

from jinja2 import Environment

from app.templates.check.declared import Declared
from app.templates.check.finding import Finding, error
from app.templates.check.flow import ALL
from app.templates.environment import NotAllowed, create_environment

_SETTINGS = ("_extensions", "_jinja2_env_vars")


def usable_environment(declared: Declared | None, path: str) -> tuple[Environment, list[Finding]]:
    """Jinja without what is refused, to read on with, and each thing that is.

    `path` is that of the file that declares it.
    """
    wanted: dict[str, Any] = {}
    if declared is not None:
        wanted = {one: declared.variables[one] for one in _SETTINGS if one in declared.variables}
    findings: list[Finding] = []
    while True:
        try:
            environment = create_environment({ALL: wanted})
            environment.parse("")  # Jinja reads its delimiters no earlier
        except NotAllowed as fault:
            findings.append(error(path, _line(declared, fault.name, *_SETTINGS), fault.message))
            wanted = {name: _without(value, fault.name) for name, value in wanted.items()}
        except (TypeError, ValueError, AttributeError, AssertionError) as fault:
            say = f"Jinja cannot be set up like this: {fault}. Correct it."
            findings.append(error(path, _line(declared, *wanted), say))
            wanted = {}
        else:
            return environment, findings


def _line(declared: Declared | None, *names: str) -> int:
    assert declared is not None
    return next(filter(None, map(declared.line, names)), 0)


def _without(value: Any, name: str) -> Any:
    match value:
        case list():
            return [one for one in value if one != name]
        case dict():
            return {key: inner for key, inner in value.items() if key != name}
        case _:
            return []  # as nothing of it was allowed

"""The value of one variable: the answer as it is, or else what the author wrote, rendered."""

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment

_YES = frozenset({"1", "true", "t", "yes", "y", "on"})
_NO = frozenset({"0", "false", "f", "no", "n", "off"})


def rendered(default: Any, environment: Environment, done: Mapping[str, Any]) -> Any:
    """What cookiecutter makes of a default; `done` are the variables that are known by then."""
    match default:
        case None | bool():
            return default
        case dict():
            return {
                rendered(key, environment, done): rendered(value, environment, done)
                for key, value in default.items()
            }
        case list():
            return [rendered(value, environment, done) for value in default]
        case _:
            return environment.from_string(str(default)).render(cookiecutter=done)


def answered(name: str, default: Any, answer: Any, options: Any) -> Any:
    """The value of a variable that was answered; `options` is its default, rendered.

    Raises ValueError where the template does not offer the answer.
    """
    match default:
        case bool() if isinstance(answer, str):
            return _truth(name, answer)
        case [_, *_] if isinstance(answer, list):
            return [_chosen(name, default, one, options) for one in answer]
        case [_, *_]:
            return _chosen(name, default, answer, options)
        case _:
            return answer


def _chosen(name: str, default: list[Any], answer: Any, options: list[Any]) -> Any:
    if answer in default:
        return options[default.index(answer)]
    if answer in options:
        return answer
    raise ValueError(
        f"`{name}` was answered with {answer!r}, and the template's choices are "
        f"{', '.join(map(str, options))}. Make the form and the template offer the same."
    )


def _truth(name: str, answer: str) -> bool:
    said = answer.strip().lower()
    if said not in _YES | _NO:
        raise ValueError(
            f"`{name}` was answered with {answer!r}, and the template asks for yes or no. "
            "Make the form offer these two."
        )
    return said in _YES

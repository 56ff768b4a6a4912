"""The finished variables of one layer: answers as they are, the author's defaults rendered."""

import json
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, TemplateError

from app.templates.environment import CONTEXT_FILE, create_environment
from app.templates.faults import TemplateFault

NO_INPUT = {"__prompts__"}


def finished_context(text: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The cookiecutter context of a layer whose `cookiecutter.json` holds `text`.

    Only declared variables are set. An answer goes in untouched; a default is rendered as the
    `cookiecutter` command would, in the order of the file. Raises TemplateFault.
    """
    declared = _declared(text)
    environment = create_environment({"cookiecutter": declared})
    done: dict[str, Any] = {}
    for name, default in declared.items():
        try:
            done[name] = _value(name, default, answers, environment, done)
        except TemplateError as error:
            message = f"The default of `{name}` cannot be rendered: {error.message}."
            raise TemplateFault(message, CONTEXT_FILE, _line(text, name)) from error
        except ValueError as error:
            raise TemplateFault(str(error), CONTEXT_FILE, _line(text, name)) from error
    asked = {name: default for name, default in declared.items() if not name.startswith("_")}
    return {"cookiecutter": done, "_cookiecutter": asked}


def _declared(text: str) -> dict[str, Any]:
    try:
        declared = json.loads(text)
    except json.JSONDecodeError as error:
        raise TemplateFault(f"Not JSON: {error.msg}.", CONTEXT_FILE, error.lineno) from error
    if not isinstance(declared, dict):
        raise TemplateFault("The file should hold one object: names and defaults.", CONTEXT_FILE, 1)
    return {name: default for name, default in declared.items() if name not in NO_INPUT}


def _value(
    name: str, default: Any, answers: Mapping[str, Any], environment: Environment, done: Any
) -> Any:
    if name.startswith("_") and not name.startswith("__"):
        return default
    if name not in answers or name.startswith("_"):
        return _first_choice(_rendered(default, environment, done))
    answer = answers[name]
    match default:
        case bool() if isinstance(answer, str):
            return _yes(answer)
        case [_, *_] if not isinstance(answer, list) and answer not in default:
            raise ValueError(
                f"`{name}` was answered with {answer!r}, and the template's choices are "
                f"{', '.join(map(str, default))}. Make the form and the template offer the same."
            )
        case _:
            return answer


def _rendered(default: Any, environment: Environment, done: Mapping[str, Any]) -> Any:
    match default:
        case None | bool():
            return default
        case dict():
            return {
                _rendered(key, environment, done): _rendered(value, environment, done)
                for key, value in default.items()
            }
        case list():
            return [_rendered(value, environment, done) for value in default]
        case _:
            return environment.from_string(str(default)).render(cookiecutter=done)


def _first_choice(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _yes(answer: str) -> bool:
    return answer.strip().lower() in {"1", "true", "t", "yes", "y", "on"}


def _line(text: str, name: str) -> int | None:
    before, found, _ = text.partition(json.dumps(name))
    return before.count("\n") + 1 if found else None

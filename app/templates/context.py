"""The finished variables of one layer: answers as they are, the author's defaults rendered."""

import json
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, TemplateError

from app.templates.environment import CONTEXT_FILE, NotAllowed, create_environment
from app.templates.faults import TemplateFault
from app.templates.literal import Code
from app.templates.values import answered, rendered

NO_INPUT = {"__prompts__"}
# cookiecutter takes a variable called `template` for a list of templates to choose from, so
# templates that are to work with the plain command know the same answer under this name.
ALIASES = {"template_name": "template"}


def finished_context(
    text: str, answers: Mapping[str, Any], code: Code | None = None
) -> dict[str, Any]:
    """The cookiecutter context of a layer whose `cookiecutter.json` holds `text`.

    Only declared variables are set. An answer goes in untouched; a default is rendered as the
    `cookiecutter` command would, in the order of the file, dicts last. `code` is as in
    `create_environment`. Raises TemplateFault.
    """
    declared = _declared(text)
    known = {alias: answers[name] for alias, name in ALIASES.items() if name in answers}
    known |= {name: answer for name, answer in answers.items() if not name.startswith("_")}
    try:
        environment = create_environment({"cookiecutter": declared}, code)
    except NotAllowed as error:
        raise TemplateFault(error.message, CONTEXT_FILE, _line(text, error.name)) from error
    done: dict[str, Any] = {}
    for name in sorted(declared, key=lambda name: _is_last(name, declared[name])):
        try:
            done[name] = _value(name, declared[name], known, environment, done)
        except TemplateError as error:
            message = f"The default of `{name}` cannot be rendered: {error.message}."
            raise TemplateFault(message, CONTEXT_FILE, _line(text, name)) from error
        except ValueError as error:
            raise TemplateFault(str(error), CONTEXT_FILE, _line(text, name)) from error
    asked = {
        name: _asked(default, done[name], known[name]) if name in known else default
        for name, default in declared.items()
        if not name.startswith("_")
    }
    return {"cookiecutter": {name: done[name] for name in declared}, "_cookiecutter": asked}


def _declared(text: str) -> dict[str, Any]:
    try:
        declared = json.loads(text)
    except json.JSONDecodeError as error:
        raise TemplateFault(f"Not JSON: {error.msg}.", CONTEXT_FILE, error.lineno) from error
    if not isinstance(declared, dict):
        raise TemplateFault("The file should hold one object: names and defaults.", CONTEXT_FILE, 1)
    if isinstance(declared.get("templates"), dict):
        raise TemplateFault(
            "The folder offers several templates under `templates`. Put each of them in a folder "
            "of its own beside this one.",
            CONTEXT_FILE,
            _line(text, "templates"),
        )
    return {name: default for name, default in declared.items() if name not in NO_INPUT}


def _is_last(name: str, default: Any) -> bool:
    """Whether its keys and values may refer to every other variable."""
    return isinstance(default, dict) and not name.startswith("_")


def _value(
    name: str, default: Any, answers: Mapping[str, Any], environment: Environment, done: Any
) -> Any:
    if name.startswith("__"):
        return rendered(default, environment, done)
    if name.startswith("_"):
        return default
    options = rendered(default, environment, done)
    if name in answers:
        return answered(name, default, answers[name], options)
    return options[0] if isinstance(options, list) and options else options


def _asked(default: Any, value: Any, answer: Any) -> Any:
    """What `_cookiecutter` has of an answer: all choices with the one taken first, or the value."""
    if isinstance(default, list) and answer in default:
        return [answer, *(option for option in default if option != answer)]
    return value


def _line(text: str, name: str) -> int | None:
    before, found, _ = text.partition(json.dumps(name))
    return before.count("\n") + 1 if found else None

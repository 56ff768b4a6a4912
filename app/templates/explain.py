"""What went wrong inside the room, in a sentence, with the template's file and line."""

import os
import re
from traceback import walk_tb
from typing import Any

from cookiecutter.exceptions import UndefinedVariableInTemplate
from jinja2 import TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError, TemplateNotFound

from app.sealed.walls import Outside, TimeUp
from app.templates.faults import AnswersRefused, TemplateFault
from app.templates.layer import Layer

_UNSAME = re.compile(r"'(now|random|random_ascii_string|uuid4|lipsum)'")
"""What gives something else each time: cookiecutter's own, and Jinja's."""
_MISSING = re.compile(r"'dict object' has no attribute '(\w+)'")


def explained(error: Exception, layer: Layer) -> dict[str, Any]:
    """The fault as the room answers it: kind, message, place and line.

    The kind is template, refusal, time or memory.
    """
    if isinstance(error, UndefinedVariableInTemplate):
        error = error.error
    kind, message = _sentence(error, layer)
    path, line = _place(error, layer)
    return {"kind": kind, "message": message, "template": f"{layer.name}/{path}", "line": line}


def _sentence(error: Exception, layer: Layer) -> tuple[str, str]:
    match error:
        case TimeUp():
            return "time", "Rendering used up its processor time. Look for a loop without end."
        case MemoryError():
            return "memory", "Rendering used up its memory. Look for text that grows in a loop."
        case AnswersRefused():
            return "refusal", error.message
        case _:
            return "template", _template_sentence(error, layer)


def _template_sentence(error: Exception, layer: Layer) -> str:
    match error:
        case TemplateFault():
            return error.message
        case UndefinedError() | TemplateSyntaxError():
            return _jinja(error)
        case TemplateNotFound():
            return f"`{error.name}` is included, and this layer has no such file."
        case SecurityError():
            return f"Templates may not do this: {error.message}{_instead(error)}"
        case Outside():
            return _outside(error, layer)
        case UnicodeDecodeError():
            return "This is not UTF-8. Save it as UTF-8, or list it in `_copy_without_render`."
        case _:
            return f"Rendering failed with {type(error).__name__}: {error}."


def _instead(error: SecurityError) -> str:
    if "of 'dict' object is unsafe" not in (error.message or ""):
        return ""
    return " Variables stay as they are; derive another one as `__name` in cookiecutter.json."


def _outside(error: Outside, layer: Layer) -> str:
    if error.path is None:
        return f"The template {error}. Templates may not do this."
    path = os.path.relpath(error.path, layer.output)
    return f"This would be read or written at {path}, outside the repository. Mend its name."


def _jinja(error: UndefinedError | TemplateSyntaxError) -> str:
    message = error.message or ""
    if found := _UNSAME.search(message):
        return (
            f"`{found[1]}` is left out: the same answers have to give the same files, next year "
            "as well. Write the text itself, or ask for it in the form."
        )
    if isinstance(error, TemplateSyntaxError):
        return f"This is not valid Jinja: {message}"
    if found := _MISSING.search(message):
        return f"`{found[1]}` is not declared in cookiecutter.json. Declare it or correct the name."
    return f"{message}. Only `cookiecutter.…` variables and Jinja's own names are known."


def _place(error: Exception, layer: Layer) -> tuple[str, int | None]:
    if isinstance(error, TemplateFault):
        known = layer.current is not None and error.template == layer.current
        return _below(layer, error.template) if known else error.template, error.line
    if isinstance(error, TemplateSyntaxError) and error.filename:
        return _below(layer, error.filename), error.lineno
    lines = [
        (frame.f_code.co_filename, line)
        for frame, line in walk_tb(error.__traceback__)
        if not frame.f_code.co_filename.startswith(("/", "<"))  # Python's own, made-up names
    ]
    if lines:
        return _below(layer, lines[-1][0]), lines[-1][1]
    return _below(layer, layer.current) if layer.current else ".", None


def _below(layer: Layer, path: str) -> str:
    if path.startswith("../"):
        return path.removeprefix("../")
    return f"{layer.root}/{path.removeprefix('./')}"

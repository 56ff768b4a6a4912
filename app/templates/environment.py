"""Jinja as it is inside the room: sandboxed, strict, and the same at every render."""

import json
from collections.abc import Mapping
from typing import Any

from jinja2 import StrictUndefined
from slugify import slugify

from app.templates.faults import TemplateFault
from app.templates.literal import Code, QuickEnvironment
from app.templates.quoting import FILTERS

# cookiecutter's own two and ours are filters here; its clock, random strings and UUIDs are left
# out, for a render has to come out the same next year.
EXTENSIONS = {
    "app.templates.extension.Filters": None,
    "cookiecutter.extensions.JsonifyExtension": None,
    "cookiecutter.extensions.SlugifyExtension": None,
    "jinja2.ext.do": "jinja2.ext.do",
    "jinja2.ext.loopcontrols": "jinja2.ext.loopcontrols",
}
SYNTAX = frozenset(
    {
        "block_start_string", "block_end_string", "variable_start_string", "variable_end_string",
        "comment_start_string", "comment_end_string", "line_statement_prefix",
        "line_comment_prefix", "trim_blocks", "lstrip_blocks", "newline_sequence",
    }
)  # fmt: skip
CONTEXT_FILE = "cookiecutter.json"


class NotAllowed(TemplateFault):
    """What `cookiecutter.json` asks for and does not get; `name` is what it is called there."""

    def __init__(self, message: str, name: str) -> None:
        super().__init__(message, CONTEXT_FILE)
        self.name = name


def create_environment(context: Mapping[str, Any], code: Code | None = None) -> QuickEnvironment:
    """The environment for a template whose variables are `context["cookiecutter"]`.

    Stands in for cookiecutter's function of the same purpose. `code` is what is compiled of this
    template already, and gets what it has to compile. Raises NotAllowed for an extension or an
    option of Jinja that is not on the list.
    """
    variables = context.get("cookiecutter", {})
    environment = QuickEnvironment(
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        extensions=_extensions(variables.get("_extensions", [])),
        **_syntax(variables.get("_jinja2_env_vars", {})),
    )
    environment.code = {} if code is None else code
    environment.filters |= {**FILTERS, "jsonify": _jsonify, "slugify": slugify}
    del environment.filters["random"]
    del environment.globals["lipsum"]
    return environment


def _extensions(wanted: Any) -> list[str]:
    for name in wanted:
        if name not in EXTENSIONS:
            raise NotAllowed(
                f"The extension `{name}` is not available. Remove it from `_extensions`; allowed "
                f"are {', '.join(EXTENSIONS)}.",
                name,
            )
    return [loaded for name in wanted if (loaded := EXTENSIONS[name])]


def _syntax(wanted: Mapping[str, Any]) -> dict[str, Any]:
    for name in wanted:
        if name not in SYNTAX:
            raise NotAllowed(
                f"`{name}` is no option that a template may set. Remove it from "
                f"`_jinja2_env_vars`; allowed are {', '.join(sorted(SYNTAX))}.",
                name,
            )
    return dict(wanted)


def _jsonify(value: Any, indent: int = 4) -> str:
    return json.dumps(value, sort_keys=True, indent=indent)

"""Text without any Jinja in it: what it renders to is known without compiling it."""

from typing import Any

from jinja2 import Environment
from jinja2.sandbox import ImmutableSandboxedEnvironment


class LiteralText:
    """Stands in for a compiled template whose text comes out as it went in."""

    def __init__(self, text: str) -> None:
        self._text = text

    def render(self, **_: Any) -> str:
        return self._text


class QuickEnvironment(ImmutableSandboxedEnvironment):
    """Compiles only what holds Jinja; most names and many files of a template do not.

    `get_template` and `from_string` are those that cookiecutter calls. What a template includes,
    imports or extends is looked up with a parent, and is always compiled.
    """

    def get_template(self, name: Any, parent: str | None = None, *rest: Any) -> Any:
        if parent is None and self.loader is not None and isinstance(name, str):
            text, _, _ = self.loader.get_source(self, name)
            if _is_literal(text, self):
                return LiteralText(text)
        return super().get_template(name, parent, *rest)

    def from_string(self, source: Any, *rest: Any) -> Any:
        if isinstance(source, str) and _is_literal(source, self):
            return LiteralText(source)
        return super().from_string(source, *rest)


def _is_literal(text: str, environment: Environment) -> bool:
    """Whether Jinja would give back this very text."""
    marks = (
        environment.block_start_string,
        environment.variable_start_string,
        environment.comment_start_string,
        environment.line_statement_prefix,
        environment.line_comment_prefix,
    )
    # A carriage return would come out as the environment's line break.
    if environment.newline_sequence != "\n" or "\r" in text:
        return False
    return not any(mark in text for mark in marks if mark is not None)

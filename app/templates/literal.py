"""Compiles as little as it can: not what has no Jinja in it, and nothing twice."""

from types import CodeType
from typing import Any, TypeAlias

from jinja2 import Environment
from jinja2.sandbox import ImmutableSandboxedEnvironment

Code: TypeAlias = dict[tuple[str | None, str | None, str], CodeType]
"""By Jinja's names of a template and of its file, None for a text in no file, and the text."""


class LiteralText:
    """Stands in for a compiled template whose text comes out as it went in."""

    def __init__(self, text: str) -> None:
        self._text = text

    def render(self, **_: Any) -> str:
        return self._text


class QuickEnvironment(ImmutableSandboxedEnvironment):
    """Compiles only what holds Jinja, and is not among `code`; most names and many files hold none.

    `get_template` and `from_string` are those that cookiecutter calls. What a template includes,
    imports or extends is looked up with a parent, and always has code. `code` is of environments
    with the same syntax and extensions alone; what is compiled is added to it.
    """

    code: Code

    def compile(
        self,
        source: Any,
        name: str | None = None,
        filename: str | None = None,
        *options: Any,
        **more: Any,
    ) -> Any:
        if not isinstance(source, str) or options or more:
            return super().compile(source, name, filename, *options, **more)
        known = name, filename, source
        if known not in self.code:
            self.code[known] = super().compile(source, name, filename)
        return self.code[known]

    def get_template(self, name: Any, parent: str | None = None, *rest: Any) -> Any:
        if parent is None and self.loader is not None and isinstance(name, str):
            text, file, is_current = self.loader.get_source(self, name)
            if is_literal(text, self):
                return LiteralText(text)
            code = self.compile(text, name, file)
            return self.template_class.from_code(self, code, self.make_globals(None), is_current)
        return super().get_template(name, parent, *rest)

    def from_string(self, source: Any, *rest: Any) -> Any:
        if isinstance(source, str) and is_literal(source, self):
            return LiteralText(source)
        return super().from_string(source, *rest)


def is_literal(text: str, environment: Environment) -> bool:
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

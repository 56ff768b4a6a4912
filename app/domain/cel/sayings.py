"""Sentences of a policy with facts in them: `The data store {request.data_store} is taken.`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.cel.expressions import (
    CannotTell,
    Expression,
    ExpressionFaults,
    Fault,
    compile_expression,
)
from app.domain.facts import FactTypes, FactValue
from app.domain.hidden import without_hidden
from app.domain.text import shorten

MOST_CHARACTERS = 500
_MOST_SHOWN = 200
_PART = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|([{}])")
_SAYABLE = {"STRING", "INT", "BOOL", "LIST<STRING>", "TIMESTAMP"}


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence whose `{…}` are expressions; `{{` and `}}` stand for the braces themselves."""

    source: str
    parts: tuple[str | Expression, ...]

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """What is worked out inside it."""
        return tuple(part for part in self.parts if isinstance(part, Expression))

    def say(self, facts: Mapping[str, FactValue]) -> str:
        """The sentence for these facts, one plain line; what cannot be told is `?`."""
        return _one_line("".join(_said(part, facts) for part in self.parts), MOST_CHARACTERS * 2)

    def written(self, facts: Mapping[str, FactValue]) -> str | None:
        """The same as a value, of any length; None where a part of it cannot be told."""
        try:
            parts = [_written(part, facts) for part in self.parts]
        except CannotTell:
            return None
        return " ".join(without_hidden("".join(parts)).split())


def compile_saying(source: str, types: FactTypes) -> Saying:
    """Check every expression in a sentence; raises ExpressionFaults with places in `source`."""
    if len(source) > MOST_CHARACTERS:
        say = f"It has {len(source):,} characters; at most {MOST_CHARACTERS:,} are read."
        raise ExpressionFaults((Fault(1, 1, say),))
    return Saying(source, tuple(_parts(source, types)))


def _parts(source: str, types: FactTypes) -> Iterator[str | Expression]:
    end = 0
    for found in _PART.finditer(source):
        yield source[end : found.start()]
        end = found.end()
        if found[2]:
            say = f"This `{found[2]}` has no counterpart; write `{found[2] * 2}` for the sign."
            raise ExpressionFaults((_fault_at(source, found.start(), say),))
        yield _expression(source, found, types) if found[1] is not None else found[0][0]
    yield source[end:]


def _expression(source: str, found: re.Match[str], types: FactTypes) -> Expression:
    try:
        expression = compile_expression(found[1], types)
    except ExpressionFaults as error:
        first = error.faults[0]
        at = _fault_at(source, found.start(1) + first.column - 1, first.sentence, first.unknown)
        raise ExpressionFaults((at,)) from None
    if expression.type_name not in _SAYABLE:
        say = f"`{found[1]}` is {expression.type_name}, which is no text; name a field of it."
        raise ExpressionFaults((_fault_at(source, found.start(1), say),))
    return expression


def _fault_at(source: str, offset: int, say: str, unknown: str | None = None) -> Fault:
    line = source.count("\n", 0, offset) + 1
    return Fault(line, offset - (source.rfind("\n", 0, offset) + 1) + 1, say, unknown)


def _said(part: str | Expression, facts: Mapping[str, FactValue]) -> str:
    if isinstance(part, str):
        return part
    try:
        value = part.work_out(facts)
    except CannotTell:
        return "?"
    return _one_line(_text(value), _MOST_SHOWN)


def _written(part: str | Expression, facts: Mapping[str, FactValue]) -> str:
    """Raises CannotTell."""
    if isinstance(part, str):
        return part
    value = part.work_out(facts)
    return str(value).lower() if isinstance(value, bool) else _text(value)


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _one_line(text: str, limit: int) -> str:
    return shorten(" ".join(without_hidden(text).split()), limit)

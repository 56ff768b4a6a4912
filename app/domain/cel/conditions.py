"""What a condition says of a request: yes, no, or that it cannot be told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.cel.expressions import (
    CannotTell,
    Expression,
    ExpressionFaults,
    Fault,
    compile_expression,
)
from app.domain.facts import Catalog, FactTypes, FactValue, fields_behind
from app.domain.text import shorten

_MOST_SHOWN = 60


class Outcome(StrEnum):
    """What a condition says. FAILED: it could not be worked out, which is never a yes."""

    TRUE = "true"
    FALSE = "false"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Condition:
    """An expression that is true or false."""

    expression: Expression

    @property
    def source(self) -> str:
        """As it stands in the policy."""
        return self.expression.source

    @property
    def sentence(self) -> str:
        """Its text on one line."""
        return " ".join(self.source.split())

    def because(self, facts: Mapping[str, FactValue]) -> str:
        """Its text, and what the facts in it are: `request.tier == 1 (request.tier: 2)`."""
        told = [
            f"{name}: {shown}"
            for name in sorted(self.reads)
            if name in facts and (shown := shown_fact(facts[name])) is not None
        ]
        return f"{self.sentence} ({'; '.join(told)})" if told else self.sentence

    @property
    def reads(self) -> frozenset[str]:
        """The names of the facts in it."""
        return self.expression.reads

    @property
    def fields(self) -> frozenset[str]:
        """The form's fields on which the outcome rests."""
        return fields_behind(self.reads)

    def evaluate(self, facts: Mapping[str, FactValue]) -> Outcome:
        """What the condition says of these facts, by name; an error inside it is FAILED."""
        try:
            value = self.expression.work_out(facts)
        except CannotTell:
            return Outcome.FAILED
        if not isinstance(value, bool):
            return Outcome.FAILED
        return Outcome.TRUE if value else Outcome.FALSE


def compile_condition(source: str, types: FactTypes) -> Condition:
    """Check `source` against the facts there are; raises ExpressionFaults."""
    expression = compile_expression(source, types)
    if expression.type_name != "BOOL":
        say = f"A condition must be true or false; this is {expression.type_name}."
        raise ExpressionFaults((Fault(1, 1, say),))
    return Condition(expression)


def shown_fact(value: FactValue) -> str | None:
    """A fact in words; None for one that is too large for a sentence."""
    match value:
        case Catalog():
            return None
        case datetime():
            return f"{value:%Y-%m-%d %H:%M} UTC"
        case bool():
            return str(value).lower()
        case tuple():
            return shorten(", ".join(value), _MOST_SHOWN) or "none"
        case _:
            return shorten(" ".join(str(value).split()), _MOST_SHOWN) or "left empty"

"""What a condition in CEL says of a request, and which facts it rests on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from cel_expr_python import cel

from app.domain.answers import Answer, FactType
from app.domain.facts import FactTypes, fields_behind

MOST_CHARACTERS = 2_000

_TYPES = {
    FactType.TEXT: cel.Type.STRING,
    FactType.NUMBER: cel.Type.INT,
    FactType.TEXTS: cel.Type.List(cel.Type.STRING),
}
_FAULT = re.compile(r"^(?:.*: )?ERROR: <input>:(\d+):(\d+): (.*)$", re.MULTILINE)


class Outcome(StrEnum):
    """What a condition says. FAILED: it could not be worked out, which is never a yes."""

    TRUE = "true"
    FALSE = "false"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a condition; `line` and `column` count from 1 inside its text.

    `unknown` is the name of a fact that there is not.
    """

    line: int
    column: int
    sentence: str
    unknown: str | None = None


class ConditionFaults(Exception):
    """A text that is no condition, with every fault found in it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(fault.sentence for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition that compiled; `reads` are the names of the facts in it."""

    source: str
    reads: frozenset[str]
    _expression: Any = field(repr=False, compare=False)

    @property
    def fields(self) -> frozenset[str]:
        """The form's fields on which the outcome rests."""
        return fields_behind(self.reads)

    def evaluate(self, facts: Mapping[str, Answer]) -> Outcome:
        """What the condition says of these facts, by name; an error inside it is FAILED."""
        given = {name: list(v) if isinstance(v, tuple) else v for name, v in facts.items()}
        try:
            value = self._expression.eval(
                data={name: given[name] for name in self.reads & {*given}}
            )
        except (RuntimeError, TypeError, ValueError):
            return Outcome.FAILED
        if value.type() != cel.Type.BOOL:
            return Outcome.FAILED
        return Outcome.TRUE if value.value() else Outcome.FALSE


def compile_condition(source: str, types: FactTypes) -> Condition:
    """Check `source` against the facts there are; raises ConditionFaults."""
    if len(source) > MOST_CHARACTERS:
        say = (
            f"A condition has at most {MOST_CHARACTERS:,} characters; this one has {len(source):,}."
        )
        raise ConditionFaults((Fault(1, 1, say),))
    expression = _compile(source, types)
    if expression.return_type() != cel.Type.BOOL:
        say = f"A condition must be true or false; this is {expression.return_type().name()}."
        raise ConditionFaults((Fault(1, 1, say),))
    return Condition(source, _facts_read(source, types), expression)


def _facts_read(source: str, types: FactTypes) -> frozenset[str]:
    """The facts without which `source` no longer compiles.

    A fact that a variable of the same name hides inside a macro is not read, and CEL agrees.
    Only those are tried whose last word is in the text at all, which saves most of the time.
    """
    written = (name for name in types if name.rpartition(".")[2] in source)
    return frozenset(name for name in written if not _compiles(source, types, name))


def _compiles(source: str, types: FactTypes, without: str) -> bool:
    try:
        _compile(source, {name: kind for name, kind in types.items() if name != without})
    except ConditionFaults:
        return False
    return True


def _compile(source: str, types: FactTypes) -> Any:
    env = cel.NewEnv(variables={name: _TYPES[kind] for name, kind in types.items()})
    try:
        return env.compile(source)
    except (RuntimeError, ValueError) as error:
        raise ConditionFaults(_faults(source, str(error))) from None


def _faults(source: str, message: str) -> tuple[Fault, ...]:
    found = [
        _fault(source, int(line), int(column), said)
        for line, column, said in _FAULT.findall(message)
    ]
    return tuple(found) or (Fault(1, 1, f"This is no condition: {message.splitlines()[0]}."),)


def _fault(source: str, line: int, column: int, said: str) -> Fault:
    said = said.removesuffix(" [INVALID_ARGUMENT]").removesuffix(" (in container '')")
    unknown = re.fullmatch(r"undeclared reference to '(.*)'", said)
    if not unknown:
        return Fault(line, column, f"This is no condition: {said}.")
    start = _start_of(unknown[1], source.split("\n")[line - 1], column)
    return Fault(line, start, f"There is no fact `{unknown[1]}`.", unknown[1])


def _start_of(name: str, line: str, column: int) -> int:
    """Where a dotted name begins of which CEL gives the place of a dot."""
    start = line.rfind(name, 0, column + len(name))
    return start + 1 if 0 <= start < column else column

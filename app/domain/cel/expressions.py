"""Expressions in CEL over a request's facts: checked when read, worked out within bounds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from cel_expr_python import cel

from app.domain.answers import FactType
from app.domain.cel.messages import POOL, SERVICES, declarations, looking_up_in, records
from app.domain.cel.words import plainly
from app.domain.facts import CATALOG, Catalog, FactTypes, FactValue

MOST_CHARACTERS = 2_000
LONGEST_TEXT = 4_096
"""Characters of a text fact: loops over longer ones would take minutes, though few rounds."""

_TYPES = {
    FactType.TEXT: cel.Type.STRING,
    FactType.NUMBER: cel.Type.INT,
    FactType.TRUTH: cel.Type.BOOL,
    FactType.MOMENT: cel.Type.TIMESTAMP,
    FactType.TEXTS: cel.Type.List(cel.Type.STRING),
    FactType.SERVICES: SERVICES,
}
_FAULT = re.compile(r"^(?:.*: )?ERROR: <input>:(\d+):(\d+): (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in an expression; `line` and `column` count from 1 inside its text.

    `unknown` is the name of a fact that there is not.
    """

    line: int
    column: int
    sentence: str
    unknown: str | None = None


class ExpressionFaults(Exception):
    """A text that is no expression of the kind asked for, with every fault found in it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(fault.sentence for fault in faults))
        self.faults = faults


class CannotTell(Exception):
    """An expression that could not be worked out from the facts; the text says why."""


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression that compiled; `reads` are the names of the facts in it.

    `scans_catalog` if it goes through all services rather than look some up.
    """

    source: str
    reads: frozenset[str]
    scans_catalog: bool
    _compiled: Any = field(repr=False, compare=False)

    @property
    def type_name(self) -> str:
        """CEL's name for the type of what it gives."""
        name: str = self._compiled.return_type().name()
        return name

    def serialized(self) -> bytes:
        """The tree that CEL checked, in its own format."""
        tree: bytes = self._compiled.serialize()
        return tree

    def work_out(self, facts: Mapping[str, FactValue]) -> object:
        """What the expression gives for these facts. Raises CannotTell for an error inside it."""
        catalog = facts.get(CATALOG)
        with looking_up_in(catalog if isinstance(catalog, Catalog) else Catalog()):
            try:
                value = self._compiled.eval(data=self._given(facts))
            except (RuntimeError, TypeError, ValueError) as error:
                raise CannotTell(_reason(str(error))) from None
        if value.type() == cel.Type.ERROR:
            raise CannotTell(_reason(str(value.value())))
        worked_out: object = value.plain_value()
        return worked_out

    def _given(self, facts: Mapping[str, FactValue]) -> dict[str, Any]:
        wanted = self.reads if self.scans_catalog else self.reads - {CATALOG}
        return {name: _as_cel_takes(facts[name]) for name in wanted & {*facts}}


def compile_expression(source: str, types: FactTypes) -> Expression:
    """Check `source` against the facts there are; raises ExpressionFaults."""
    if len(source) > MOST_CHARACTERS:
        say = f"It has {len(source):,} characters; at most {MOST_CHARACTERS:,} are read."
        raise ExpressionFaults((Fault(1, 1, say),))
    compiled = _compile(source, types, functions=CATALOG in types)
    without_list = {name: kind for name, kind in types.items() if name != CATALOG}
    scans = CATALOG in types and not _compiles(source, without_list, functions=True)
    return Expression(source, _facts_read(source, types), scans, compiled)


def _as_cel_takes(value: FactValue) -> Any:
    match value:
        case str() if len(value) > LONGEST_TEXT:
            raise ValueError(f"it reads a text of more than {LONGEST_TEXT:,} characters")
        case tuple():
            return list(value)
        case Catalog():
            return records(value, value.services)
        case datetime() | str() | int():
            return value


def _facts_read(source: str, types: FactTypes) -> frozenset[str]:
    """The facts without which `source` no longer compiles.

    A fact that a variable of the same name hides inside a macro is not read, and CEL agrees.
    Only those are tried whose last word is in the text at all, which saves most of the time.
    """
    written = (name for name in types if name.rpartition(".")[2] in source)
    return frozenset(
        name
        for name in written
        if not _compiles(
            source,
            {other: kind for other, kind in types.items() if other != name},
            functions=CATALOG in types and name != CATALOG,
        )
    )


def _compiles(source: str, types: FactTypes, *, functions: bool) -> bool:
    try:
        _compile(source, types, functions=functions)
    except ExpressionFaults:
        return False
    return True


def _compile(source: str, types: FactTypes, *, functions: bool) -> Any:
    try:
        return _environment(tuple(types.items()), functions).compile(source)
    except (RuntimeError, ValueError) as error:
        raise ExpressionFaults(_faults(source, str(error))) from None


@lru_cache(maxsize=256)
def _environment(types: tuple[tuple[str, FactType], ...], functions: bool) -> Any:
    """`functions`: those that look something up in the catalog."""
    known = {name: _TYPES[kind] for name, kind in types}
    declared = declarations() if functions else []
    return cel.NewEnv(descriptor_pool=POOL, variables=known, functions=declared)


def _faults(source: str, message: str) -> tuple[Fault, ...]:
    found = [
        _fault(source, int(line), int(column), said)
        for line, column, said in _FAULT.findall(message)
    ]
    return tuple(found) or (Fault(1, 1, f"This is no expression: {message.splitlines()[0]}."),)


def _fault(source: str, line: int, column: int, said: str) -> Fault:
    said = plainly(said)
    unknown = re.fullmatch(r"undeclared reference to '(.*)'", said)
    if not unknown:
        return Fault(line, column, f"This is no condition: {said}.")
    start = _start_of(unknown[1], source.split("\n")[line - 1], column)
    return Fault(line, start, f"There is no fact `{unknown[1]}`.", unknown[1])


def _start_of(name: str, line: str, column: int) -> int:
    """Where a dotted name begins of which CEL gives the place of a dot."""
    start = line.rfind(name, 0, column + len(name))
    return start + 1 if 0 <= start < column else column


def _reason(said: str) -> str:
    """CEL's reason in a person's words, as far as one is known."""
    if "Iteration budget" in said:
        return "it takes more than 10,000 rounds"
    missing = re.search(r'No value with name "(.*)" found', said)
    if missing:
        return f"{missing[1]} is not known"
    return said.removesuffix(" [INVALID_ARGUMENT]").removesuffix(" [INTERNAL]").strip()

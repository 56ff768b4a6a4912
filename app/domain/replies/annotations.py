"""What a check run says at the lines of files, where GitHub shows plain text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.cases import Difference
from app.domain.check import FailedCase, Finding, Judgement, Level
from app.domain.text import visible_line

MOST_ANNOTATIONS = 100
"""GitHub takes 50 a call, and nobody reads more."""

_TITLES = {Level.FAILURE: "Mistake", Level.WARNING: "Warning", Level.NOTICE: "Note"}
_MOST_TITLE = 255
_MOST_MESSAGE = 6_000
"""Characters: GitHub takes 64 KB, and a character is at most 4 bytes."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """A remark at a place in a file; the columns are None where only the line is known."""

    path: str
    start_line: int
    end_line: int
    start_column: int | None
    end_column: int | None
    level: Level
    title: str
    message: str


def annotations(judgement: Judgement) -> tuple[Annotation, ...]:
    """The first of all that has a place, what fails the check before what does not."""
    failures, others = _by_weight(judgement.findings)
    every = (
        *map(_of_finding, failures),
        *map(_of_case, judgement.cases.failures),
        *map(_of_finding, others),
    )
    return every[:MOST_ANNOTATIONS]


def of_findings(findings: Sequence[Finding]) -> tuple[Annotation, ...]:
    """The first of them, what fails the check before what does not."""
    failures, others = _by_weight(findings)
    return tuple(map(_of_finding, [*failures, *others][:MOST_ANNOTATIONS]))


def _by_weight(findings: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    failures = [one for one in findings if one.level is Level.FAILURE]
    return failures, [one for one in findings if one.level is not Level.FAILURE]


def _of_finding(finding: Finding) -> Annotation:
    place = finding.path, finding.line, finding.column
    return _annotation(*place, finding.level, _TITLES[finding.level], finding.message)


def _of_case(case: FailedCase) -> Annotation:
    title = f"Policy case failed: {case.name}"
    message = "\n".join(_differences(case.differences))
    return _annotation(case.path, case.line, case.column, Level.FAILURE, title, message)


def _differences(found: tuple[Difference, ...]) -> Iterator[str]:
    for one in found:
        line = f"{one.what}: expected {one.expected}, got {one.got}. {one.why}"
        yield visible_line(line, 1_000)


def _annotation(
    path: str, line: int, column: int, level: Level, title: str, message: str
) -> Annotation:
    line, known = max(line, 1), column or None
    named = visible_line(title, _MOST_TITLE)
    seen = "\n".join(visible_line(part, _MOST_MESSAGE) for part in message.split("\n"))
    return Annotation(path, line, line, known, known, level, named, seen[:_MOST_MESSAGE])

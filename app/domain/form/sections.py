"""Which part of an issue's text answers which field, and when nobody can tell."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.answers import Problem
from app.domain.form.fields import Field, Form, alike
from app.domain.hidden import without_hidden

_MARKERS = "> \t-*+0123456789.)"
"""What stands before a heading in quotes and lists."""


@dataclass(frozen=True, slots=True)
class Section:
    """A field, its heading as it stands in the text, and the lines below it."""

    field: Field
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Sections:
    """One section a field in the form's order, or the problems that make this impossible."""

    found: tuple[Section, ...]
    problems: tuple[Problem, ...]


def split_sections(form: Form, body: str) -> Sections:
    """Part `body` at the form's headings.

    Whatever looks like a heading of the form counts as one, also in code and quotes. Each must
    stand exactly once and in the form's order: neither the first nor the last of two wins.
    """
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    by_look = {alike(field.label): field for field in form.fields}
    places: dict[str, list[int]] = {field.id: [] for field in form.fields}
    for index, line in enumerate(lines):
        field = by_look.get(_heading(line))
        if field is not None:
            places[field.id].append(index)
    problems = (*_doubled_or_missing(form, places), *_before_first(lines, places))
    problems = problems or _out_of_order(form, places)
    return Sections(() if problems else _cut(form, lines, places), problems)


def _heading(line: str) -> str:
    """What a line that looks like a heading says; "" for every other line."""
    folded = unicodedata.normalize("NFKC", line)
    if "#" not in folded:
        return ""
    seen = without_hidden(folded).lstrip(_MARKERS)
    return alike(seen) if seen.startswith("#") else ""


def _doubled_or_missing(form: Form, places: Mapping[str, Sequence[int]]) -> tuple[Problem, ...]:
    problems = []
    for field in form.fields:
        lines = [index + 1 for index in places[field.id]]
        if not lines:
            say = (
                f"The heading “### {field.label}” is missing from the issue's text. Put it back "
                "with your answer below it, at its place in the form."
            )
            problems.append(Problem(field.label, say))
        if len(lines) > 1:
            say = (
                f"The heading “{field.label}” stands in the issue's text {len(lines)} times, on "
                f"{_lines(lines)}, so that it is unclear which one is the answer. Keep the one "
                "that the form made and reword the others."
            )
            problems.append(Problem(field.label, say))
    return tuple(problems)


def _lines(numbers: Sequence[int]) -> str:
    shown = [str(number) for number in numbers[:5]]
    more = f" and {len(numbers) - 5} more" if len(numbers) > 5 else ""
    joined = ", ".join(shown) if more else f"{', '.join(shown[:-1])} and {shown[-1]}"
    return f"lines {joined}{more}"


def _before_first(lines: Sequence[str], places: Mapping[str, Sequence[int]]) -> tuple[Problem, ...]:
    first = min((min(found) for found in places.values() if found), default=len(lines))
    if not any(line.strip() for line in lines[:first]):
        return ()
    say = (
        "There is text before the first heading of the form, where it answers nothing. Remove it, "
        "or write it below the heading that it belongs to."
    )
    return (Problem(None, say),)


def _out_of_order(form: Form, places: Mapping[str, Sequence[int]]) -> tuple[Problem, ...]:
    last = -1
    for before, field in zip((None, *form.fields), form.fields, strict=False):
        (index,) = places[field.id]
        if index < last and before is not None:
            say = (
                f"The heading “{field.label}” on line {index + 1} stands above “{before.label}”, "
                "which comes first in the form. Put the headings back in the form's order."
            )
            return (Problem(field.label, say),)
        last = index
    return ()


def _cut(
    form: Form, lines: Sequence[str], places: Mapping[str, Sequence[int]]
) -> tuple[Section, ...]:
    starts = [places[field.id][0] for field in form.fields]
    ends = [*starts[1:], len(lines)]
    return tuple(
        Section(field, lines[start], "\n".join(lines[start + 1 : end]))
        for field, start, end in zip(form.fields, starts, ends, strict=True)
    )

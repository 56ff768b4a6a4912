"""What the text below one heading means for the field's kind."""

import re

from app.domain.answers import Answer, FactType
from app.domain.form.fields import LIST_FIELD, Field, FieldKind

_NO_RESPONSE = "_No response_"
_UNSET_DROPDOWN = "None"
_NO_NAMES = {"-", "none", _NO_RESPONSE.lower()}
_CHECKBOX = re.compile(r"- \[([ xX])\] (.*)")


class Unreadable(Exception):
    """Why a text is no answer to its field, as a sentence that says what to do."""


def read_value(field: Field, text: str) -> Answer | None:
    """The answer in its type, None for an empty number; raises Unreadable."""
    value = text.strip()
    value = "" if value == _NO_RESPONSE else value
    if field.kind is FieldKind.CHECKBOXES:
        return _checkboxes(field, value)
    if field.kind is FieldKind.DROPDOWN:
        return _dropdown(field, "" if value == _UNSET_DROPDOWN else value)
    if field.id == LIST_FIELD:
        return _names(value)
    return _input(value) if field.kind is FieldKind.INPUT else _textarea(field, value)


def _input(value: str) -> str:
    if "\n" in value:
        raise Unreadable("The answer must be one line. Shorten it to one line.")
    return value


def _textarea(field: Field, value: str) -> str:
    lines = value.split("\n")
    if field.fenced and len(lines) > 1 and lines[0].startswith("```") and lines[-1] == "```":
        return "\n".join(lines[1:-1]).strip("\n")
    return value


def _names(value: str) -> tuple[str, ...]:
    """Names parted by commas or spaces, each once, in the order of their first mention."""
    if value.lower() in _NO_NAMES:
        return ()
    return tuple(dict.fromkeys(value.replace(",", " ").split()))


def _dropdown(field: Field, value: str) -> Answer | None:
    if field.multiple:
        chosen = _several(field, value)
        return _names(",".join(chosen)) if field.id == LIST_FIELD else chosen
    if value and value not in field.options:
        raise Unreadable(f"The answer must be one of {_list(field.options)}.")
    if field.fact_type is FactType.NUMBER:
        return int(value) if value else None
    return _names(value) if field.id == LIST_FIELD else value


def _several(field: Field, value: str) -> tuple[str, ...]:
    """GitHub joins what was chosen by `, ` and escapes nothing, also where options hold commas."""
    if not value:
        return ()
    readings = _partings(field.options, value)
    if not readings or any(len(set(reading)) < len(reading) for reading in readings):
        say = f"The answer must be some of {_list(field.options)}, each once, parted by commas."
        raise Unreadable(say)
    if len(readings) > 1:
        say = (
            "The answer can be read in more than one way, for options hold commas. Ask the "
            "people who keep the form to rename them."
        )
        raise Unreadable(say)
    return readings[0]


def _partings(options: tuple[str, ...], value: str) -> list[tuple[str, ...]]:
    """At most two ways to part `value` into options: a second one is doubt enough."""
    if len(value) > sum(len(option) + 2 for option in options):
        return []
    ways: dict[int, list[tuple[str, ...]]] = {len(value) + 2: [()]}
    for start in range(len(value) - 1, -1, -1):
        if start and value[start - 2 : start] != ", ":
            continue
        found = [
            (option, *rest)
            for option in options
            if value.startswith(option, start)
            for rest in ways.get(start + len(option) + 2, [])
        ]
        ways[start] = found[:2]
    return ways.get(0, [])


def _checkboxes(field: Field, value: str) -> tuple[str, ...]:
    ticked: dict[str, bool] = {}
    for line in filter(str.strip, value.split("\n")):
        match = _CHECKBOX.fullmatch(line.rstrip())
        if match is None or match[2].strip() not in field.options:
            raise Unreadable(f"Below this heading only its checkboxes may stand, not “{line}”.")
        option = match[2].strip()
        if option in ticked:
            raise Unreadable(f"The checkbox “{option}” stands here twice; remove one.")
        ticked[option] = match[1] != " "
    for option in field.options:
        if option not in ticked:
            raise Unreadable(f"The checkbox “{option}” is missing; put it back as the form had it.")
        if option in field.required_options and not ticked[option]:
            raise Unreadable(f"The checkbox “{option}” must be ticked.")
    return tuple(option for option in field.options if ticked[option])


def _list(options: tuple[str, ...]) -> str:
    shown = [f"“{option}”" for option in options[:12]]
    more = [f"{len(options) - 12} others"] if len(options) > 12 else []
    *most, last = [*shown, *more]
    return f"{', '.join(most)} or {last}" if most else last

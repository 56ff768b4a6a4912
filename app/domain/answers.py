"""The answers of a request in canonical form: what is shown, approved, digested and built."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Answer = str | int | tuple[str, ...]
Answers = Mapping[str, Answer]
"""Field id to answer. An optional field left empty is "" or (); an empty number is absent."""


class FactType(StrEnum):
    """The type of a fact in a policy's expressions; a field has one of the first three."""

    TEXT = "string"
    NUMBER = "int"
    TEXTS = "list(string)"
    TRUTH = "bool"
    MOMENT = "timestamp"
    SERVICES = "list(service)"


@dataclass(frozen=True, slots=True)
class Problem:
    """What must be corrected, in the field of this label (None: the whole), and how."""

    field: str | None
    sentence: str


def whole_number(written: str) -> int | None:
    """The number that a text writes with at most 18 digits; None for anything else."""
    text = written.strip()
    digits = text.removeprefix("-")
    is_whole = digits.isascii() and digits.isdecimal() and len(digits) <= 18
    return int(text) if is_whole else None

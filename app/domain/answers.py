"""The answers of a request in canonical form: what is shown, approved, digested and built."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Answer = str | int | tuple[str, ...]
Answers = Mapping[str, Answer]
"""Field id to answer. An optional field left empty is "" or (); an empty number is absent."""


class FactType(StrEnum):
    """The type under which policy conditions see a field."""

    TEXT = "string"
    NUMBER = "int"
    TEXTS = "list(string)"


@dataclass(frozen=True, slots=True)
class Problem:
    """What must be corrected, in the field of this label (None: the whole), and how."""

    field: str | None
    sentence: str

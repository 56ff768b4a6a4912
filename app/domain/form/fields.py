"""What a form asks: its fields, their types, and when two headings read alike."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from app.domain.answers import FactType
from app.domain.hidden import without_hidden

LIST_FIELD = "depends_on"
"""The field whose typed answer is a list of service names."""

_NUMBER = re.compile(r"-?[0-9]{1,18}")
_MARKUP = re.compile(r"[*_`~\\]")


class FieldKind(StrEnum):
    """GitHub's elements that ask for something, by their `type` in the form's YAML."""

    INPUT = "input"
    TEXTAREA = "textarea"
    DROPDOWN = "dropdown"
    CHECKBOXES = "checkboxes"


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `label` is its heading in the issue, `id` its name in policy and templates.

    `required_options` are the checkboxes that must be ticked; `fenced` tells that GitHub puts
    the text into a code block.
    """

    id: str
    label: str
    kind: FieldKind
    options: tuple[str, ...] = ()
    multiple: bool = False
    required: bool = False
    required_options: tuple[str, ...] = ()
    fenced: bool = False

    @property
    def fact_type(self) -> FactType:
        """The type of this field's answer, which is also what policy conditions see."""
        if self.multiple or self.kind is FieldKind.CHECKBOXES or self.id == LIST_FIELD:
            return FactType.TEXTS
        if self.options and all(map(_NUMBER.fullmatch, self.options)):
            return FactType.NUMBER
        return FactType.TEXT


@dataclass(frozen=True, slots=True)
class Form:
    """The form of the control repository; its first label marks an issue as a request."""

    name: str
    labels: tuple[str, ...]
    fields: tuple[Field, ...]

    @property
    def request_label(self) -> str:
        """The label by which Slipway knows a request."""
        return self.labels[0]


@lru_cache(maxsize=1_000)
def alike(label: str) -> str:
    """What is left of a heading for a hurried eye: two that give the same text read alike."""
    seen = without_hidden(unicodedata.normalize("NFKC", label))
    return " ".join(_MARKUP.sub("", seen.casefold()).split()).strip("# ")

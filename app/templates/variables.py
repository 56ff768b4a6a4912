"""What a manifest may say beside what a template is: its contract, what it asks, what it tells."""

import re
from typing import Annotated, Any, TypeAlias

from pydantic import AfterValidator, BeforeValidator

from app.domain.form.definition import OWN_NAMES

CONTRACTS = (1,)
"""The versions of the contract between the layers that this version knows."""

MOST_VARIABLES = 20
MOST_CHARACTERS = 300
FORM_NAMES = frozenset(
    {"name", "owner", "description", "template", "tier", "data", "exposure", "depends_on"}
)
"""The form's fields that every template is told, whatever the form."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")


def _contract(version: int) -> int:
    if version not in CONTRACTS:
        known = ", ".join(map(str, CONTRACTS))
        raise ValueError(f"contract {version} is not known here, only {known}")
    return version


def _named(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError(f"“{name}” must be small letters, digits and `_`, a letter first")
    return name


def _asked(name: str) -> str:
    if _named(name) in OWN_NAMES | FORM_NAMES:
        raise ValueError(f"every template is told `{name}`; leave it out")
    return name


def _variable(name: str) -> str:
    if _named(name) in OWN_NAMES | FORM_NAMES:
        raise ValueError(f"`{name}` is an answer of the request; take another name")
    return name


def _value(value: Any) -> str | tuple[str, ...]:
    texts = value if isinstance(value, list) else [value]
    if not all(isinstance(text, str) and len(text) <= MOST_CHARACTERS for text in texts):
        raise ValueError(f"the value must be text of up to {MOST_CHARACTERS} characters, or a list")
    return tuple(value) if isinstance(value, list) else str(value)


Contract: TypeAlias = Annotated[int, AfterValidator(_contract)]
AskedField: TypeAlias = Annotated[str, AfterValidator(_asked)]
VariableName: TypeAlias = Annotated[str, AfterValidator(_variable)]
VariableValue: TypeAlias = Annotated[str | tuple[str, ...], BeforeValidator(_value)]

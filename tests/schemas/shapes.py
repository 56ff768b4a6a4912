"""JSON Schema for the types of which the models are made."""

import dataclasses
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from app.domain.cel import MOST_CHARACTERS, Condition, Saying
from app.domain.policy import Role
from tests.schemas.reference import rows

Schema = dict[str, Any]

TEXT: Schema = {"type": "string", "minLength": 1}
MOMENT: Schema = {
    "type": "string",
    "pattern": r"^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2})?([+-]\d{2}:\d{2}|Z)?)?$",
}
_ROLES: Schema = {
    "oneOf": [TEXT, {"type": "array", "items": TEXT, "minItems": 1, "uniqueItems": True}]
}
_PLAIN: Mapping[Any, Schema] = {
    str: TEXT,
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    datetime: MOMENT,
    Condition: {**TEXT, "maxLength": MOST_CHARACTERS},
    Saying: {**TEXT, "maxLength": 500},
    Role: _ROLES,
    tuple[Role, ...]: _ROLES,
}


def texts(**more: Any) -> Schema:
    """A list of different texts."""
    return {"type": "array", "items": {**TEXT, **more}, "uniqueItems": True}


def record(properties: Mapping[str, Schema], needed: tuple[str, ...] = ()) -> Schema:
    """An object with these keys and no other one."""
    shape: Schema = {
        "type": "object",
        "properties": dict(properties),
        "additionalProperties": False,
    }
    return shape | ({"required": list(needed)} if needed else {})


def described(key: str, shape: Schema) -> Schema:
    """With what the reference says of the key: its meaning, and the bounds of a number."""
    row = rows()[key]
    bounds = {}
    if row.bounds and shape.get("type") == "integer":
        bounds = dict(zip(("minimum", "maximum"), row.bounds, strict=True))
    return {"description": row.description, **shape, **bounds}


def of_record(
    kind: type[Any], prefix: str, own: Mapping[str, Schema], leave_out: tuple[str, ...] = ()
) -> Schema:
    """An object with the fields of a dataclass; `own` are shapes by key in place of the type's."""
    hints = get_type_hints(kind)
    names = [field.name for field in dataclasses.fields(kind) if field.name not in leave_out]
    properties = {}
    for name in names:
        key = prefix + name
        shape = own[key] if key in own else of_type(hints[name], key, own)
        properties[name] = described(key, shape) if key in rows() else shape
    needed = tuple(name for name in names if prefix + name in rows() and is_needed(prefix + name))
    return record(properties, needed)


def is_needed(key: str) -> bool:
    """Whether the reference says that it must be given."""
    return rows()[key].is_needed


def of_type(hint: Any, key: str, own: Mapping[str, Schema]) -> Schema:
    """The shape of one field's type; raises LookupError for a type that is new here."""
    if get_origin(hint) in {Union, UnionType}:
        (hint,) = (one for one in get_args(hint) if one is not type(None))
    if hint in _PLAIN:
        return _PLAIN[hint]
    if hint in {tuple[str, ...], frozenset[str]}:
        return texts()
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {"enum": [one.value for one in hint]}
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return of_record(hint, f"{key}.", own)
    if get_origin(hint) is tuple and dataclasses.is_dataclass(get_args(hint)[0]):
        return {"type": "array", "items": of_record(get_args(hint)[0], f"{key}[].", own)}
    if get_origin(hint) is Mapping:
        return {
            "type": "object",
            "additionalProperties": of_type(get_args(hint)[1], key, own),
        }
    raise LookupError(f"No shape is known for {key}, which is {hint}.")

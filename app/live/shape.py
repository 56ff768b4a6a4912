"""The shape of a body: which fields it has and of which types, whatever their values are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

_LEVELS = {"read", "write", "admin"}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an object; `always`: every such object that was seen has it."""

    shape: "Shape"
    always: bool = True


@dataclass(frozen=True, slots=True)
class Shape:
    """The types that a value had (`null` among them), with an object's fields, a list's items."""

    types: frozenset[str] = frozenset()
    fields: Mapping[str, Field] = field(default_factory=dict)
    items: "Shape | None" = None

    @property
    def kinds(self) -> frozenset[str]:
        """The types without `null`: what is null here may have any value elsewhere."""
        return self.types - {"null"}


def shape_of(value: Any) -> Shape:
    match value:
        case None:
            return Shape(frozenset({"null"}))
        case bool():
            return Shape(frozenset({"boolean"}))
        case int() | float():
            return Shape(frozenset({"number"}))
        case str():
            return Shape(frozenset({"string"}))
        case list():
            return Shape(frozenset({"list"}), items=merged(map(shape_of, value)))
        case _:
            # What permissions an App has is no matter of shape.
            inner = {"*": "read"} if is_permissions(value) else value
            fields = {name: Field(shape_of(one)) for name, one in inner.items()}
            return Shape(frozenset({"object"}), fields)


def merged(shapes: Iterable[Shape]) -> Shape | None:
    """One shape that all of them fit; None without any."""
    found = list(shapes)
    return reduce(_both, found) if found else None


def _both(one: Shape, other: Shape) -> Shape:
    if one == other:
        return one  # most are alike, and to see that is far quicker than to merge them
    items = [shape.items for shape in (one, other) if shape.items is not None]
    return Shape(one.types | other.types, _fields(one, other), merged(items))


def _fields(one: Shape, other: Shape) -> Mapping[str, Field]:
    if "object" not in one.types or "object" not in other.types:
        return {**one.fields, **other.fields}
    fields: dict[str, Field] = {}
    for name in [*one.fields, *(name for name in other.fields if name not in one.fields)]:
        known = [shape.fields[name] for shape in (one, other) if name in shape.fields]
        shape = merged(field.shape for field in known)
        assert shape is not None
        fields[name] = Field(shape, len(known) == 2 and all(field.always for field in known))
    return fields


def is_permissions(value: Mapping[str, Any]) -> bool:
    """Whether it is a map of what is allowed, known by its values."""
    return bool(value) and all(isinstance(one, str) and one in _LEVELS for one in value.values())

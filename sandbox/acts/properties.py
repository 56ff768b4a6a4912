"""Custom properties: defined and removed by the organisation, set and unset on repositories."""

import re
from typing import Any
from urllib.parse import urlsplit

from sandbox.acts.webhooks import announce
from sandbox.errors import ApiError, invalid
from sandbox.shapes.properties import told, values
from sandbox.world.issues import Actor
from sandbox.world.people import Organisation
from sandbox.world.properties import Property, Value, ValueType
from sandbox.world.repositories import Repository
from sandbox.world.state import World

MOST_ALLOWED = 200
# What names and values may be made of, and how long they may be: unconfirmed.
LONGEST = 75
NAME = re.compile(r"[A-Za-z0-9_$#-]{1,75}", re.ASCII)
SELECTED = {ValueType.SINGLE_SELECT, ValueType.MULTI_SELECT}


def define(world: World, owner: Organisation, wanted: Property, actor: Actor) -> Property:
    """Add the property or put it in place of the one of that name, all options anew.

    Values that a changed property would refuse stay where they are: unconfirmed.
    """
    check_definition(wanted)
    known = owner.properties.get(wanted.name.lower())
    owner.properties[wanted.name.lower()] = wanted
    action = "created" if known is None else "updated"
    extra = {"definition": told(world, owner, wanted)}
    announce(world, "custom_property", action, actor, about=owner, extra=extra)
    return wanted


def remove(world: World, owner: Organisation, known: Property, actor: Actor) -> None:
    """Take the property away with its values, of which no repository tells: unconfirmed."""
    del owner.properties[known.name.lower()]
    for where in world.repositories.values():
        if where.owner is owner:
            where.property_values.pop(known.name.lower(), None)
    extra = {"definition": {"property_name": known.name}}
    announce(world, "custom_property", "deleted", actor, about=owner, extra=extra)


def check_definition(wanted: Property) -> None:
    """422 for what cannot be a property; how GitHub words it is unconfirmed."""
    if not NAME.fullmatch(wanted.name):
        raise invalid("CustomProperty", "property_name", "invalid")
    allowed = wanted.allowed_values
    if wanted.value_type in SELECTED:
        if not allowed or len(allowed) > MOST_ALLOWED or len(set(allowed)) < len(allowed):
            raise invalid("CustomProperty", "allowed_values", "invalid")
    elif allowed is not None:
        raise invalid("CustomProperty", "allowed_values", "invalid")
    if wanted.required and wanted.default_value is None:
        raise invalid("CustomProperty", "default_value", "missing_field")
    if wanted.default_value is not None:
        if not wanted.required:  # a default is for required properties: unconfirmed
            raise invalid("CustomProperty", "default_value", "invalid")
        _check_value(wanted, wanted.default_value)


def set_values(
    world: World, where: Repository, changes: dict[str, Value | None], actor: Actor
) -> None:
    """Set values by the names of their properties; None unsets one, back to its default."""
    before = values(where)
    for name, value in changes.items():
        if value is None:
            where.property_values.pop(name.lower(), None)
        else:
            where.property_values[name.lower()] = value
    after = values(where)
    new = [one for one in after if one not in before]
    names = {one["property_name"] for one in new}
    if new:
        extra = {
            "new_property_values": new,
            "old_property_values": [one for one in before if one["property_name"] in names],
        }
        announce(world, "custom_property_values", "updated", actor, about=where, extra=extra)


def checked_values(owner: Organisation, items: list[Any]) -> dict[str, Value | None]:
    """Values as they are sent, by their names; 422 for what the schema has not."""
    found: dict[str, Value | None] = {}
    for item in items:
        name = item.get("property_name") if isinstance(item, dict) else None
        known = owner.properties.get(name.lower()) if isinstance(name, str) else None
        if known is None and isinstance(name, str):
            raise ApiError(422, f"Unexpected property '{name}'")
        if known is None or "value" not in item:
            raise ApiError(422, "Validation Failed", [{"code": "invalid", "field": "properties"}])
        if item["value"] is not None:
            _check_value(known, item["value"])
        found[known.name] = item["value"]
    return found


def _check_value(known: Property, value: Any) -> None:
    many = known.value_type is ValueType.MULTI_SELECT
    texts = value if isinstance(value, list) else [value]
    if isinstance(value, list) is not many or not all(_is_one(known, one) for one in texts):
        raise invalid("CustomProperty", known.name, "invalid")


def _is_one(known: Property, text: object) -> bool:
    if not isinstance(text, str) or len(text) > LONGEST:
        return False
    match known.value_type:
        case ValueType.TRUE_FALSE:
            return text in {"true", "false"}
        case ValueType.URL:
            return urlsplit(text).scheme in {"http", "https"} and bool(urlsplit(text).netloc)
        case ValueType.STRING:
            return text.isprintable() and '"' not in text
        case _:
            return text in (known.allowed_values or [])

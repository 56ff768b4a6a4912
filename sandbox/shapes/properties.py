"""JSON of custom properties, their definitions and values."""

from typing import Any

from sandbox.world.people import Organisation
from sandbox.world.properties import Property, Value
from sandbox.world.repositories import Repository
from sandbox.world.state import World


def definition(world: World, owner: Organisation, one: Property) -> dict[str, Any]:
    """`custom-property`."""
    return told(world, owner, one) | {"require_explicit_values": one.require_explicit_values}


def told(world: World, owner: Organisation, one: Property) -> dict[str, Any]:
    """A definition in a webhook, whose description is older than the one of the API."""
    return {
        "property_name": one.name,
        "url": f"{world.api_url}/orgs/{owner.login}/properties/schema/{one.name}",
        "source_type": "organization",
        "value_type": one.value_type.value,
        "required": one.required,
        "default_value": one.default_value,
        "description": one.description,
        "allowed_values": one.allowed_values,
        "values_editable_by": one.editors.value,
    }


def values(where: Repository) -> list[dict[str, Any]]:
    """A `custom-property-value` for each property; null where none is set: unconfirmed."""
    return [
        {"property_name": one.name, "value": value_of(where, one)}
        for one in where.owner.properties.values()
    ]


def set_properties(where: Repository) -> dict[str, Value]:
    """The values that a repository shows of itself, without those that are not set."""
    found = {one.name: value_of(where, one) for one in where.owner.properties.values()}
    return {name: value for name, value in found.items() if value is not None}


def value_of(where: Repository, one: Property) -> Value | None:
    """What was set on the repository, or the default of a property that is required."""
    return where.property_values.get(one.name.lower(), one.default_value)


def repository_values(where: Repository) -> dict[str, Any]:
    """`org-repo-custom-property-values`."""
    return {
        "repository_id": where.id,
        "repository_name": where.name,
        "repository_full_name": where.full_name,
        "properties": values(where),
    }

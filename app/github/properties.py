"""Custom properties: what an organisation has defined, and the values of a repository."""

from collections.abc import Mapping
from typing import Any

from app.domain.review import PropertyDefinition
from app.github.client import Client

Value = str | tuple[str, ...]


def set_properties(client: Client, owner: str, repo: str, values: Mapping[str, Value]) -> None:
    """Sets these and leaves others as they are.

    From `PATCH /repos/{owner}/{repo}/properties/values`. Raises Invalid for a property that the
    organisation has not defined, or a value that it does not allow, and Forbidden for one that
    the organisation alone may set.
    """
    listed = [
        {"property_name": name, "value": list(value) if isinstance(value, tuple) else value}
        for name, value in values.items()
    ]
    route = "PATCH /repos/{owner}/{repo}/properties/values"
    client.rest(route, {"properties": listed}, owner=owner, repo=repo)


def read_definitions(client: Client, organisation: str) -> tuple[PropertyDefinition, ...]:
    """All that an organisation has defined.

    From `GET /orgs/{org}/properties/schema`.
    """
    found = client.rest("GET /orgs/{org}/properties/schema", org=organisation)
    return tuple(_definition(one) for one in found)


def _definition(one: Mapping[str, Any]) -> PropertyDefinition:
    kind, allowed = one["value_type"], one.get("allowed_values") or ()
    return PropertyDefinition(
        one["property_name"],
        takes_several=kind == "multi_select",
        allowed=("true", "false") if kind == "true_false" else tuple(allowed),
        by_repository=one.get("values_editable_by") == "org_and_repo_actors",
    )

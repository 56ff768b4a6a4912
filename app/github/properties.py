"""Sets the custom properties of a repository, which the organisation has defined."""

from collections.abc import Mapping

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

"""An organisation whose policy says a lot of repositories, and what its admin sees of a pair."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.journeys.acme import Acme

INSTALLATION = 77
EDITABLE = "org_and_repo_actors"
PROPERTIES: Sequence[Mapping[str, Any]] = (
    {"property_name": "tier", "value_type": "single_select", "allowed_values": ["T1", "T2"]},
    {"property_name": "cost-center", "value_type": "string"},
)


def furnish(acme: Acme, settings: str) -> None:
    """An admin puts this in place of what the starter policy says of repositories."""

    def change(text: str) -> str:
        return text[: text.index("\nrepositories:\n")] + f"\nrepositories:\n{settings}"

    acme.commits("policy.yml", change)


def define(acme: Acme, *properties: Mapping[str, Any]) -> None:
    """An owner defines properties that repository actors may set."""
    defined = [{**one, "values_editable_by": EDITABLE} for one in properties]
    acme.does("ada", "PATCH", "/orgs/acme/properties/schema", {"properties": defined})


def permit(acme: Acme, **more: str) -> None:
    """An owner accepts these permissions of the App beside those that it has."""
    installation = acme.sandbox.world.installations[INSTALLATION]
    granted = {**installation.permissions, **more}
    acme.controls("permissions", id=INSTALLATION, permissions=granted, actor="ada")


def has_plan(acme: Acme, plan: str) -> None:
    """The organisation pays for more, or less."""
    acme.controls("plan", organisation="acme", plan=plan)


def seen(acme: Acme, repository: str, path: str = "") -> Any:
    """What GitHub shows an admin of a repository."""
    return acme.does("ada", "GET", f"/repos/acme/{repository}{path}")


def environment(acme: Acme, repository: str, name: str) -> Mapping[str, Any]:
    """An environment with its rules by their type."""
    found = seen(acme, repository, f"/environments/{name}")
    return {**found, "rules": {rule["type"]: rule for rule in found["protection_rules"]}}


def properties(acme: Acme, repository: str) -> Mapping[str, Any]:
    """The values of its custom properties."""
    found = seen(acme, repository, "/properties/values")
    return {one["property_name"]: one["value"] for one in found}


def rules(acme: Acme, repository: str) -> Mapping[str, Any]:
    """The rules of its default branch by their type."""
    found = seen(acme, repository, "/rules/branches/main")
    return {one["type"]: one.get("parameters") for one in found}


def is_on(acme: Acme, repository: str, switch: str) -> bool:
    """Whether alerts or the like are switched on."""
    return acme.asks("ada", "GET", f"/repos/acme/{repository}/{switch}").status_code in {200, 204}


def analysis(acme: Acme, repository: str, name: str) -> bool:
    """Whether one of its analyses is on."""
    return bool(seen(acme, repository)["security_and_analysis"][name]["status"] == "enabled")

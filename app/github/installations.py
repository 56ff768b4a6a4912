"""Asks how far the App reaches in an organisation."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.github.connection import Connection
from app.github.errors import NotFound
from app.github.permissions import Permissions


@dataclass(frozen=True, slots=True)
class InstallationFacts:
    """One installation, with the permissions that its organisation accepted."""

    id: int
    organisation: str
    permissions: Permissions
    all_repositories: bool
    is_suspended: bool


def read_installation(connection: Connection, organisation: str) -> InstallationFacts | None:
    """From `GET /orgs/{org}/installation`; None where the App is not installed."""
    try:
        return _facts(connection.app.rest("GET /orgs/{org}/installation", org=organisation))
    except NotFound:
        return None


def read_installations(connection: Connection) -> tuple[InstallationFacts, ...]:
    """From `GET /app/installations`."""
    return tuple(map(_facts, connection.app.pages("GET /app/installations")))


def _facts(answer: Mapping[str, Any]) -> InstallationFacts:
    return InstallationFacts(
        id=answer["id"],
        organisation=answer["account"]["login"],
        permissions=answer["permissions"],
        all_repositories=answer["repository_selection"] == "all",
        is_suspended=answer.get("suspended_at") is not None,
    )

"""Reads what `slipway doctor` judges: the App's powers, its installations, the plan, the rules."""

from dataclasses import dataclass

from app.github.client import Client
from app.github.connection import Connection
from app.github.errors import Forbidden, NotFound
from app.github.permissions import NEEDED_EVENTS, Permissions


@dataclass(frozen=True, slots=True)
class AppFacts:
    """The App as registered: an organisation may have accepted less of it."""

    slug: str
    permissions: Permissions
    events: frozenset[str]

    @property
    def missing_events(self) -> tuple[str, ...]:
        """Events that the App needs and does not subscribe to."""
        return tuple(event for event in NEEDED_EVENTS if event not in self.events)


@dataclass(frozen=True, slots=True)
class InstallationFacts:
    """One installation, with the permissions that its organisation accepted."""

    id: int
    organisation: str
    permissions: Permissions
    all_repositories: bool
    is_suspended: bool


def read_app(connection: Connection) -> AppFacts:
    """From `GET /app`."""
    answer = connection.app.rest("GET /app")
    return AppFacts(answer["slug"], answer["permissions"], frozenset(answer["events"]))


def read_installations(connection: Connection) -> tuple[InstallationFacts, ...]:
    """From `GET /app/installations`."""
    return tuple(
        InstallationFacts(
            id=answer["id"],
            organisation=answer["account"]["login"],
            permissions=answer["permissions"],
            all_repositories=answer["repository_selection"] == "all",
            is_suspended=answer.get("suspended_at") is not None,
        )
        for answer in connection.app.pages("GET /app/installations")
    )


def read_organisation_rulesets(client: Client, organisation: str) -> tuple[str, ...] | None:
    """The names of the organisation's active rulesets; None where the App may not see them.

    From `GET /orgs/{org}/rulesets`, which needs a permission of its own. What they demand of one
    branch is in `rules_for_branch` all the same.
    """
    try:
        rulesets = client.pages("GET /orgs/{org}/rulesets", org=organisation)
    except (Forbidden, NotFound):
        return None
    return tuple(ruleset["name"] for ruleset in rulesets if ruleset["enforcement"] == "active")

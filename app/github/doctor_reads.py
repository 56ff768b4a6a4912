"""Reads what the doctor judges: GitHub's clock, the App, its webhook, the rules."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

import requests

from app.github.client import Client
from app.github.connection import Connection
from app.github.errors import Forbidden, NotFound
from app.github.permissions import NEEDED_EVENTS, Permissions

_SECONDS = 20


@dataclass(frozen=True, slots=True)
class AppFacts:
    """The App as registered: an organisation may have accepted less of it."""

    id: int
    slug: str
    permissions: Permissions
    events: frozenset[str]

    @property
    def missing_events(self) -> tuple[str, ...]:
        """Events that the App needs and does not subscribe to."""
        return tuple(event for event in NEEDED_EVENTS if event not in self.events)


@dataclass(frozen=True, slots=True)
class HookFacts:
    """The App's webhook as GitHub has it; GitHub tells only that there is a secret."""

    url: str
    content_type: str
    has_secret: bool
    verifies_tls: bool


@dataclass(frozen=True, slots=True)
class LastDelivery:
    """The newest webhook: what it was and how its receiver answered, 0 for not at all."""

    event: str
    status_code: int
    status: str


def read_app(connection: Connection) -> AppFacts:
    """From `GET /app`."""
    answer = connection.app.rest("GET /app")
    return AppFacts(
        answer["id"], answer["slug"], answer["permissions"], frozenset(answer["events"])
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


def read_github_time(api_url: str) -> datetime | None:
    """GitHub's time in whole seconds, from the Date header of any answer; None without one.

    From `GET /meta`, without credentials. Raises requests.RequestException.
    """
    with requests.get(f"{api_url}/meta", timeout=_SECONDS) as answer:
        date = answer.headers.get("Date")
    return parsedate_to_datetime(date) if date else None


def read_hook(app: Client) -> HookFacts:
    """From `GET /app/hook/config`. Raises NotFound for an App without a webhook."""
    answer = app.rest("GET /app/hook/config")
    return HookFacts(
        url=answer.get("url") or "",
        content_type=answer.get("content_type") or "form",
        has_secret=bool(answer.get("secret")),
        verifies_tls=str(answer.get("insecure_ssl") or "0") == "0",
    )


def read_last_delivery(app: Client) -> LastDelivery | None:
    """From `GET /app/hook/deliveries`, newest first; None if there was none for three days."""
    answer = app.rest("GET /app/hook/deliveries", query={"per_page": 1})
    found = (
        LastDelivery(one["event"], int(one["status_code"]), str(one["status"])) for one in answer
    )
    return next(found, None)


def read_organisation_rules(client: Client, owner: str, repo: str, branch: str) -> frozenset[str]:
    """The kinds of rules that rulesets of the organisation lay on a branch, in GitHub's words.

    From `GET /repos/{owner}/{repo}/rules/branches/{branch}`.
    """
    rules = client.pages(
        "GET /repos/{owner}/{repo}/rules/branches/{ref}", owner=owner, repo=repo, ref=branch
    )
    return frozenset(
        rule["type"] for rule in rules if rule.get("ruleset_source_type") == "Organization"
    )

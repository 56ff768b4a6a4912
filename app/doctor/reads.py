"""Reads from GitHub what only the doctor asks for: its clock, the webhook, the origin of rules."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

import requests

from app.github.client import Client

_SECONDS = 20


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


@dataclass(frozen=True, slots=True)
class OrganisationRule:
    """A rule that a ruleset of the organisation lays on a branch; `type` is GitHub's."""

    type: str
    ruleset_id: int


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


def read_organisation_rules(
    client: Client, owner: str, repo: str, branch: str
) -> tuple[OrganisationRule, ...]:
    """From `GET /repos/{owner}/{repo}/rules/branches/{branch}`, those of the organisation only."""
    rules = client.pages(
        "GET /repos/{owner}/{repo}/rules/branches/{ref}", owner=owner, repo=repo, ref=branch
    )
    return tuple(
        OrganisationRule(rule["type"], rule["ruleset_id"])
        for rule in rules
        if rule.get("ruleset_source_type") == "Organization"
    )

"""Which issues of a repository changed since a moment: the cheapest way to ask about all."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from app.github.client import Client

PAGE = 100


@dataclass(frozen=True, slots=True)
class ListedIssue:
    """An issue as a list shows it; `updated_at` moves with each label, edit and comment."""

    number: int
    is_open: bool
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class IssuePage:
    """A page of issues; after a full one there may be more."""

    issues: tuple[ListedIssue, ...]
    is_full: bool


def issues_since(
    client: Client, owner: str, repo: str, since: datetime | None, page: int = 1
) -> IssuePage:
    """Issues that were touched at `since` or later, the oldest first.

    Without a moment: the open ones. An issue that is touched between two pages keeps its place, or
    comes in; only one that is closed or deleted lets those behind it come forward. Pull requests,
    which GitHub lists as issues, are left out. From `GET /repos/{owner}/{repo}/issues`.
    """
    query: dict[str, Any] = {"sort": "created", "direction": "asc", "per_page": PAGE, "page": page}
    if since is None:
        query["state"] = "open"
    else:
        query |= {"state": "all", "since": f"{since.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"}
    entries = client.rest("GET /repos/{owner}/{repo}/issues", None, query, owner=owner, repo=repo)
    return IssuePage(
        tuple(_issue(entry) for entry in entries if "pull_request" not in entry),
        len(entries) == PAGE,
    )


def _issue(entry: Any) -> ListedIssue:
    updated_at = datetime.fromisoformat(entry["updated_at"])
    return ListedIssue(entry["number"], entry["state"] == "open", updated_at)

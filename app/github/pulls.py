"""Finds and opens pull requests between two branches of one repository."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.github.client import Client

_PULLS = "/repos/{owner}/{repo}/pulls"


@dataclass(frozen=True, slots=True)
class PullRequest:
    """A pull request as lists show it: one that is not open was merged, or closed unmerged."""

    number: int
    url: str
    is_open: bool
    is_merged: bool


def newest_pull(client: Client, owner: str, repo: str, branch: str) -> PullRequest | None:
    """The last one that was opened from a branch of the repository itself, whatever became of it.

    From `GET /repos/{owner}/{repo}/pulls`.
    """
    query = {"head": f"{owner}:{branch}", "state": "all", "per_page": 1}
    found = client.rest(f"GET {_PULLS}", None, query, owner=owner, repo=repo)
    return next(map(_pull, found), None)


def open_pull(
    client: Client, owner: str, repo: str, branch: str, base: str, title: str, body: str
) -> PullRequest:
    """From `POST /repos/{owner}/{repo}/pulls`. Raises Invalid if there is an open one."""
    wanted = {"title": title, "body": body, "head": branch, "base": base}
    return _pull(client.rest(f"POST {_PULLS}", wanted, owner=owner, repo=repo))


def _pull(answer: Mapping[str, Any]) -> PullRequest:
    return PullRequest(
        answer["number"],
        answer["html_url"],
        answer["state"] == "open",
        answer["merged_at"] is not None,
    )

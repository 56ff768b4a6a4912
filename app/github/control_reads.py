"""Reads what a control repository has beside its files: labels, teams, checks on a commit."""

from collections.abc import Mapping

from app.domain.policy import Access
from app.github.client import Client


def read_labels(client: Client, owner: str, repo: str) -> frozenset[str]:
    """The names of all labels, in small letters. From `GET /repos/{owner}/{repo}/labels`."""
    labels = client.pages("GET /repos/{owner}/{repo}/labels", owner=owner, repo=repo)
    return frozenset(one["name"].casefold() for one in labels)


def read_access(client: Client, owner: str, repo: str) -> Mapping[str, Access | None]:
    """What each team may do, by slug; None for a role that the organisation made.

    From `GET /repos/{owner}/{repo}/teams`.
    """
    teams = client.pages("GET /repos/{owner}/{repo}/teams", owner=owner, repo=repo)
    known = {access.value: access for access in Access}
    return {one["slug"]: known.get(one["permission"]) for one in teams}


def read_own_checks(
    client: Client, owner: str, repo: str, commit_id: str, slug: str
) -> frozenset[str]:
    """The names of the check runs that the App `slug` made on a commit.

    From `GET /repos/{owner}/{repo}/commits/{ref}/check-runs`.
    """
    answer = client.rest(
        "GET /repos/{owner}/{repo}/commits/{ref}/check-runs",
        None,
        {"per_page": 100},
        owner=owner,
        repo=repo,
        ref=commit_id,
    )
    runs = answer["check_runs"]
    return frozenset(one["name"] for one in runs if (one["app"] or {}).get("slug") == slug)

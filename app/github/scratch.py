"""What the live check does to its scratch repositories and nobody else: Slipway itself never does.

People open issues, rename and delete; the check stands in for them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from app.github.client import Client


@dataclass(frozen=True, slots=True)
class CommitFacts:
    """A commit as GitHub keeps it; `is_verified`: it bears a signature that GitHub believes."""

    message: str
    is_verified: bool
    parents: int


def open_issue(
    client: Client, owner: str, repo: str, title: str, body: str, labels: Iterable[str]
) -> int:
    """Opens an issue with labels and gives its number. From `POST /repos/{owner}/{repo}/issues`."""
    asked = {"title": title, "body": body, "labels": list(labels)}
    answer = client.rest("POST /repos/{owner}/{repo}/issues", asked, owner=owner, repo=repo)
    return int(answer["number"])


def edit_issue(client: Client, owner: str, repo: str, number: int, body: str) -> None:
    client.rest(
        "PATCH /repos/{owner}/{repo}/issues/{number}",
        {"body": body},
        owner=owner,
        repo=repo,
        number=number,
    )


def label_event_ids(client: Client, owner: str, repo: str, number: int) -> frozenset[str]:
    """The `node_id` of each label that was set or taken off, as REST tells of it.

    From `GET /repos/{owner}/{repo}/issues/{number}/events`.
    """
    entries = client.pages(
        "GET /repos/{owner}/{repo}/issues/{number}/events", owner=owner, repo=repo, number=number
    )
    return frozenset(
        entry["node_id"] for entry in entries if entry["event"] in {"labeled", "unlabeled"}
    )


def read_commit(client: Client, owner: str, repo: str, commit_id: str) -> CommitFacts:
    """From `GET /repos/{owner}/{repo}/git/commits/{commit_sha}`."""
    answer = client.rest(
        "GET /repos/{owner}/{repo}/git/commits/{sha}", owner=owner, repo=repo, sha=commit_id
    )
    return CommitFacts(
        answer["message"], bool(answer["verification"]["verified"]), len(answer["parents"])
    )


def rename_repository(client: Client, owner: str, repo: str, name: str) -> str:
    """The name that it has now, which GitHub may have repaired. Raises Moved for one given up.

    From `PATCH /repos/{owner}/{repo}`.
    """
    asked = {"name": name}
    answer = client.rest("PATCH /repos/{owner}/{repo}", asked, owner=owner, repo=repo)
    return str(answer["name"])


def delete_repository(client: Client, owner: str, repo: str) -> None:
    """From `DELETE /repos/{owner}/{repo}`, which needs administration: write."""
    client.rest("DELETE /repos/{owner}/{repo}", owner=owner, repo=repo)


def team_slugs(client: Client, organisation: str) -> tuple[str, ...]:
    """The organisation's teams. From `GET /orgs/{org}/teams`."""
    return tuple(team["slug"] for team in client.pages("GET /orgs/{org}/teams", org=organisation))

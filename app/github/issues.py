"""Writes on an issue: its comments, its labels and its end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from app.domain.issue import Issue, Label
from app.domain.state import State
from app.github.client import Client
from app.github.errors import NameTaken, NotFound

_STATE_LABELS = frozenset(state.label for state in State)

_SWAP_LABELS = """mutation SwapLabels($issue: ID!, $add: [ID!]!, $remove: [ID!]!) {
  addLabelsToLabelable(input: {labelableId: $issue, labelIds: $add}) { clientMutationId }
  removeLabelsFromLabelable(input: {labelableId: $issue, labelIds: $remove}) { clientMutationId }
}"""

_ADD_LABELS = """mutation AddLabels($issue: ID!, $add: [ID!]!) {
  addLabelsToLabelable(input: {labelableId: $issue, labelIds: $add}) { clientMutationId }
}"""

_REMOVE_LABELS = """mutation RemoveLabels($issue: ID!, $remove: [ID!]!) {
  removeLabelsFromLabelable(input: {labelableId: $issue, labelIds: $remove}) { clientMutationId }
}"""


class CloseReason(StrEnum):
    """Why an issue is closed, in GitHub's words."""

    COMPLETED = "completed"
    NOT_PLANNED = "not_planned"


@dataclass(frozen=True, slots=True)
class PostedComment:
    """A comment of ours as GitHub keeps it; `at` is when GitHub wrote this text."""

    id: int
    url: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NewLabel:
    """A label to make; `colour` is six hexadecimal digits, `description` at most 100 characters."""

    name: str
    colour: str
    description: str


def create_comment(client: Client, owner: str, repo: str, number: int, body: str) -> PostedComment:
    """From `POST …/issues/{number}/comments`; `body` at most 65,536 characters."""
    answer = client.rest(
        "POST /repos/{owner}/{repo}/issues/{number}/comments",
        {"body": body},
        owner=owner,
        repo=repo,
        number=number,
    )
    return PostedComment(
        answer["id"], answer["html_url"], datetime.fromisoformat(answer["created_at"])
    )


def own_comments(client: Client, owner: str, repo: str, number: int, login: str) -> list[str]:
    """The texts of all comments that `login` wrote on an issue.

    From `GET /repos/{owner}/{repo}/issues/{number}/comments`.
    """
    found = client.pages(
        "GET /repos/{owner}/{repo}/issues/{number}/comments", owner=owner, repo=repo, number=number
    )
    # GitHub shows no user for an account that was deleted.
    return [one["body"] for one in found if (one["user"] or {}).get("login") == login]


def update_comment(
    client: Client, owner: str, repo: str, comment_id: int, body: str
) -> PostedComment:
    """From `PATCH …/issues/comments/{comment_id}`. Raises NotFound if it was deleted."""
    answer = client.rest(
        "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}",
        {"body": body},
        owner=owner,
        repo=repo,
        comment_id=comment_id,
    )
    return PostedComment(
        answer["id"], answer["html_url"], datetime.fromisoformat(answer["updated_at"])
    )


def set_state_label(client: Client, issue: Issue, wanted: Label) -> bool:
    """Leaves `wanted` as the issue's only state label; False if nothing was to do.

    One call at most. It names labels by id and leaves all others alone: to replace the whole list
    would undo a label that a reviewer sets at the same moment.
    """
    states = {label.id for label in issue.labels if label.name in _STATE_LABELS}
    missing = [wanted.id] if wanted.id not in states else []
    stale = sorted(states - {wanted.id})
    variables: dict[str, Any] = {"issue": issue.node_id}
    match missing, stale:
        case [], []:
            return False
        case [], _:
            client.graphql(_REMOVE_LABELS, **variables, remove=stale)
        case _, []:
            client.graphql(_ADD_LABELS, **variables, add=missing)
        case _:
            client.graphql(_SWAP_LABELS, **variables, add=missing, remove=stale)
    return True


def add_labels(client: Client, owner: str, repo: str, number: int, names: Iterable[str]) -> None:
    """GitHub makes a label that does not exist, in grey; `ensure_label` makes it well."""
    client.rest(
        "POST /repos/{owner}/{repo}/issues/{number}/labels",
        {"labels": list(names)},
        owner=owner,
        repo=repo,
        number=number,
    )


def remove_label(client: Client, owner: str, repo: str, number: int, name: str) -> bool:
    """Takes a label off an issue; False if it was not there."""
    try:
        client.rest(
            "DELETE /repos/{owner}/{repo}/issues/{number}/labels/{name}",
            owner=owner,
            repo=repo,
            number=number,
            name=name,
        )
    except NotFound:
        return False
    return True


def ensure_label(client: Client, owner: str, repo: str, label: NewLabel) -> Label:
    """Makes a label of the repository, or finds the one of that name and leaves it as it is."""
    try:
        answer = client.rest(
            "POST /repos/{owner}/{repo}/labels",
            {"name": label.name, "color": label.colour, "description": label.description},
            owner=owner,
            repo=repo,
        )
    except NameTaken:
        answer = client.rest(
            "GET /repos/{owner}/{repo}/labels/{name}", owner=owner, repo=repo, name=label.name
        )
    return Label(answer["node_id"], answer["name"])


def close_issue(client: Client, owner: str, repo: str, number: int, reason: CloseReason) -> None:
    client.rest(
        "PATCH /repos/{owner}/{repo}/issues/{number}",
        {"state": "closed", "state_reason": reason.value},
        owner=owner,
        repo=repo,
        number=number,
    )

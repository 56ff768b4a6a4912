"""Reads all that a request is decided on: the issue, its history and the control repository."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.control import (
    CODEOWNERS_PATHS,
    FORM_PATH,
    POLICY_PATH,
    TEMPLATES_PATH,
    ControlRepository,
    File,
)
from app.domain.issue import Issue
from app.github import issue_shapes as shapes
from app.github.authorship import Apps, with_apps
from app.github.client import Client
from app.github.errors import IssueGone, NotFound, Refusal
from app.github.late_comments import with_late_comments
from app.github.request_documents import (
    ISSUE_LISTS,
    MORE_LABELS,
    READ_CONTROL,
    READ_REQUEST,
    more_of_issue,
)

_PATHS = {
    "policy": POLICY_PATH,
    "form": FORM_PATH,
    "templates": TEMPLATES_PATH,
    **{f"codeowners{place}": path for place, path in enumerate(CODEOWNERS_PATHS)},
}


READ_ROUTE = "QUERY ReadRequest"


@dataclass(frozen=True, slots=True)
class RequestReading:
    """An issue and the control repository, as they were at one moment."""

    control: ControlRepository
    issue: Issue


def read_request(
    client: Client,
    owner: str,
    repo: str,
    number: int,
    known: Apps | None = None,
    expected: Collection[int] = (),
) -> RequestReading:
    """Reads an issue of the control repository in one GraphQL call, more if a list is long.

    `expected` are comments that are there as far as we know: one that is not listed is asked for.

    `via_app` of label events costs one REST call more, and so does that of comments, each made
    only where it can matter and is not `known` from an earlier reading. Raises IssueGone for an
    issue that was deleted or transferred away, Incomplete if such a call lacks what may count.
    """
    where = {"owner": owner, "repo": repo}
    try:
        repository = _read(client, where, number)
    except NotFound as error:
        if error.refusal.path[:2] == ("repository", "issue"):
            raise IssueGone(error.refusal) from None
        raise
    issue = shapes.issue(repository["issue"])
    issue, told = with_late_comments(client, owner, repo, issue, expected)
    issue = with_apps(client, owner, repo, issue, {**(known or {}), **told})
    return RequestReading(_control(client, where, repository), issue)


def read_control(client: Client, owner: str, repo: str) -> ControlRepository:
    """Reads the control repository alone, in one GraphQL call."""
    where = {"owner": owner, "repo": repo}
    data = client.graphql(READ_CONTROL, **where, **_expressions(), after=None)
    return _control(client, where, _found(data["repository"], "QUERY ReadControl"))


def _expressions() -> dict[str, str]:
    return {field: f"HEAD:{path}" for field, path in _PATHS.items()}


def _found(node: Any, route: str) -> Any:
    if node is None:
        raise NotFound(Refusal(route))
    return node


def _read(client: Client, where: Mapping[str, str], number: int) -> Mapping[str, Any]:
    """READ_REQUEST's repository with its issue, whose lists are complete."""
    data = client.graphql(READ_REQUEST, **where, **_expressions(), number=number, after=None)
    repository: Mapping[str, Any] = _found(data["repository"], READ_ROUTE)
    issue = repository["issue"]
    if issue is None or issue["repository"]["databaseId"] != repository["databaseId"]:
        # A transferred issue lives on elsewhere, where Slipway must not write.
        raise IssueGone(Refusal(READ_ROUTE))
    for field in ISSUE_LISTS:
        _complete_issue(client, issue, field, {**where, "number": number})
    return repository


def _complete_issue(
    client: Client, issue: dict[str, Any], field: str, where: Mapping[str, Any]
) -> None:
    """Adds the further pages of one of the issue's lists to its first one."""
    connection = issue[field]
    while connection and connection["pageInfo"]["hasNextPage"]:
        after = connection["pageInfo"]["endCursor"]
        data = client.graphql(more_of_issue(field), **where, after=after)
        page = data["repository"]["issue"][field]
        connection["nodes"] += page["nodes"]
        connection["pageInfo"] = page["pageInfo"]


def _control(
    client: Client, where: Mapping[str, str], node: Mapping[str, Any]
) -> ControlRepository:
    branch = _found(node["defaultBranchRef"], "the default branch of the control repository")
    codeowners = (_file(node[f"codeowners{place}"]) for place in range(len(CODEOWNERS_PATHS)))
    entries = (node["templates"] or {}).get("entries", [])
    return ControlRepository(
        id=node["databaseId"],
        name=node["name"],
        default_branch=branch["name"],
        commit_id=branch["target"]["oid"],
        policy=_file(node["policy"]),
        form=_file(node["form"]),
        codeowners=next((file for file in codeowners if file is not None), None),
        codeowners_errors=tuple(
            error["message"] for error in (node["codeowners"] or {}).get("errors", [])
        ),
        templates={entry["name"]: entry["oid"] for entry in entries if entry["type"] == "tree"},
        labels=shapes.labels(_all_labels(client, where, node["labels"])),
    )


def _all_labels(
    client: Client, where: Mapping[str, str], connection: Mapping[str, Any]
) -> list[Any]:
    nodes = list(connection["nodes"])
    while connection["pageInfo"]["hasNextPage"]:
        after = connection["pageInfo"]["endCursor"]
        connection = client.graphql(MORE_LABELS, **where, after=after)["repository"]["labels"]
        nodes += connection["nodes"]
    return nodes


def _file(node: Mapping[str, Any] | None) -> File | None:
    """A blob at one of the control repository's paths; a folder of that name is no file."""
    if node is None or "text" not in node:
        return None
    return File(node["oid"], None if node["isTruncated"] else node["text"])

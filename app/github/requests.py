"""Reads all that a request is decided on: the issue, its history and the control repository."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.domain.approvals import orders
from app.domain.commands import Approve, BreakGlass, Command
from app.domain.control import (
    CODEOWNERS_PATHS,
    FORM_PATH,
    POLICY_PATH,
    TEMPLATES_PATH,
    ControlRepository,
    File,
)
from app.domain.issue import Comment, Issue, LabelEvent
from app.github import issue_shapes as shapes
from app.github.client import Client
from app.github.errors import Incomplete, IssueGone, NotFound, Refusal
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
_EVENTS = "GET /repos/{owner}/{repo}/issues/{number}/events"
_COMMENTS = "GET /repos/{owner}/{repo}/issues/{number}/comments"


@dataclass(frozen=True, slots=True)
class RequestReading:
    """An issue and the control repository, as they were at one moment."""

    control: ControlRepository
    issue: Issue


def read_request(client: Client, owner: str, repo: str, number: int) -> RequestReading:
    """Reads an issue of the control repository in one GraphQL call, more if a list is long.

    `via_app` of label events costs one REST call more, and so does that of comments, each made
    only where it can matter. Raises IssueGone for an issue that was deleted or transferred away,
    Incomplete if such a call lacks what may count.
    """
    where = {"owner": owner, "repo": repo}
    try:
        repository = _read(client, where, number)
    except NotFound as error:
        if error.refusal.path[:2] == ("repository", "issue"):
            raise IssueGone(error.refusal) from None
        raise
    issue = shapes.issue(repository["issue"])
    if any(_may_count(event, issue) for event in issue.label_events):
        issue = _with_apps(client, owner, repo, issue)
    if spoken := [comment for comment, _, order in orders(issue) if _speaks(comment, order)]:
        issue = _with_apps_of_comments(client, owner, repo, issue, spoken)
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


def _may_count(event: LabelEvent, issue: Issue) -> bool:
    """Whether anything could hang on who really set or took off this label.

    A bot's label never counts, nor one that the author sets or that came from elsewhere; our own
    state labels are a bot's.
    """
    if event.actor is None or event.actor.is_bot:
        return False
    if issue.moved_in_at is not None and event.at <= issue.moved_in_at:
        return False
    return not event.added or event.actor != issue.author


def _with_apps(client: Client, owner: str, repo: str, issue: Issue) -> Issue:
    """Marks label events made by an App in a person's name, which GraphQL does not tell.

    From `GET /repos/{owner}/{repo}/issues/{number}/events`, whose node_id is GraphQL's id. Raises
    Incomplete if it lacks one that may count: nobody can tell whether a person set that label.
    """
    entries = client.pages(_EVENTS, owner=owner, repo=repo, number=issue.number)
    by_app = {
        entry["node_id"]: entry.get("performed_via_github_app") is not None for entry in entries
    }
    for event in issue.label_events:
        if event.id not in by_app and _may_count(event, issue):
            what = f"a change of the label {event.label.name} at {event.at:%H:%M:%S} UTC"
            raise Incomplete(Refusal(_EVENTS), f"{what}, so that nobody can tell who made it")
    events = tuple(
        replace(event, via_app=by_app.get(event.id, False)) for event in issue.label_events
    )
    return replace(issue, label_events=events)


def _speaks(comment: Comment, order: object) -> bool:
    """Whether anything could hang on who really wrote a comment."""
    speaks = isinstance(order, Approve | BreakGlass) or order is Command.BUILD
    return speaks and not comment.edited


def _with_apps_of_comments(
    client: Client, owner: str, repo: str, issue: Issue, spoken: Sequence[Comment]
) -> Issue:
    """Marks comments that an App wrote in a person's name, which GraphQL does not tell.

    From `GET /repos/{owner}/{repo}/issues/{number}/comments`. One that is not listed any more was
    deleted meanwhile, or is not listed yet: nobody can tell who wrote it. Raises Incomplete.
    """
    entries = client.pages(_COMMENTS, owner=owner, repo=repo, number=issue.number)
    by_app = {entry["id"]: entry.get("performed_via_github_app") is not None for entry in entries}
    for comment in spoken:
        if comment.id not in by_app:
            what = f"a comment of {comment.at:%H:%M:%S} UTC"
            raise Incomplete(Refusal(_COMMENTS), f"{what}, so that nobody can tell who wrote it")
    comments = tuple(
        replace(comment, via_app=by_app.get(comment.id, False)) for comment in issue.comments
    )
    return replace(issue, comments=comments)

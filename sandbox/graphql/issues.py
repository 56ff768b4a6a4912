"""Resolvers of Issue, IssueComment, Label, edit history and timeline."""

from typing import Any

from sandbox.acts.lateness import shown
from sandbox.clock import stamp
from sandbox.graphql.connections import between, connection
from sandbox.graphql.context import Info, context_of
from sandbox.graphql.naming import item_type
from sandbox.shapes.issue import association
from sandbox.world.issues import Comment, Event, Issue, Written
from sandbox.world.labels import Label
from sandbox.world.pulls import PullRequest, Review
from sandbox.world.repositories import Repository


def home(one: Written) -> Repository:
    match one:
        case Comment():
            return one.issue.repository
        case Review():
            return one.pull.repository
        case _:
            return _issue(one).repository


def _issue(one: Written) -> Issue:
    assert isinstance(one, Issue)
    return one


def path(one: Written, _: Info) -> str:
    if isinstance(one, Comment):
        return f"{_path_of(one.issue)}#issuecomment-{one.id}"
    if isinstance(one, Review):
        return f"{_path_of(one.pull)}#pullrequestreview-{one.id}"
    return _path_of(_issue(one))


def _path_of(one: Issue) -> str:
    kind = "pull" if isinstance(one, PullRequest) else "issues"
    return f"/{one.repository.full_name}/{kind}/{one.number}"


def url(one: Written, info: Info) -> str:
    return context_of(info).world.url + path(one, info)


def viewer_did_author(one: Written, info: Info) -> bool:
    return one.author.account is context_of(info).actor.account


def edits(one: Written, info: Info, **arguments: Any) -> dict[str, Any] | None:
    """The edit history, newest first; null when the text was never edited.

    Its last entry is the original text, and every `diff` is the whole text of its revision.
    """
    if not one.revisions:
        return None
    return connection(info, one.revisions[::-1], arguments)


def issue_labels(one: Issue, info: Info, **arguments: Any) -> dict[str, Any]:
    return connection(info, one.labels, arguments)


def comments(one: Issue, info: Info, **arguments: Any) -> dict[str, Any]:
    return connection(info, shown(context_of(info).world, one.comments), arguments)


def assignees(one: Issue, info: Info, **arguments: Any) -> dict[str, Any]:
    return connection(info, one.assignees, arguments)


def timeline(one: Issue, info: Info, **arguments: Any) -> dict[str, Any]:
    """Events and comments, oldest first, by type and time as asked.

    `filteredCount` leaves out what `after` and `before` cut off, `pageCount` what the page did.
    """
    types, since = arguments.get("itemTypes"), arguments.get("since")
    entries = one.life() if isinstance(one, PullRequest) else one.timeline()
    world = context_of(info).world
    known = {*shown(world, one.events), *shown(world, one.comments)}
    found = [
        each
        for each in entries
        if (each in known or isinstance(each, Review))
        and (types is None or item_type(each) in types)
        and (since is None or stamp(each.created_at) >= since)
    ][arguments.get("skip") or 0 :]
    page = connection(info, found, arguments)
    return page | {
        "filteredCount": between(len(found), arguments),
        "pageCount": len(page["nodes"]),
        "updatedAt": one.updated_at,
    }


def label_url(one: Label, info: Info) -> str:
    return f"{context_of(info).world.url}{label_path(one, info)}"


def label_path(one: Label, _: Info) -> str:
    return f"/{one.repository.full_name}/labels/{one.name}"


def upper(text: str | None) -> str | None:
    return text.upper().replace(" ", "_").replace("-", "_") if text else None


def _actor(one: Event, _: Info) -> Any:
    return one.actor.account


def _owning_issue(one: Event, _: Info) -> Issue:
    return one.issue


WRITTEN: dict[str, Any] = {
    "author": lambda one, _: one.author.account,
    "authorAssociation": lambda one, _: association(home(one).owner, one.author.account),
    "body": lambda one, _: one.body or "",
    "bodyText": lambda one, _: one.body or "",
    "fullDatabaseId": lambda one, _: str(one.id),  # a BigInt travels as text
    "createdViaEmail": lambda *_: False,
    "includesCreatedEdit": lambda one, _: bool(one.revisions),
    "publishedAt": lambda one, _: one.created_at,
    "repository": lambda one, _: home(one),
    "resourcePath": path,
    "url": url,
    "userContentEdits": edits,
    "viewerDidAuthor": viewer_did_author,
}
EVENT: dict[str, Any] = {
    "actor": _actor,
    "labelable": _owning_issue,
    "closable": _owning_issue,
    "lockable": _owning_issue,
    "issue": _owning_issue,
    "stateReason": lambda one, _: upper(one.state_reason),
    "lockReason": lambda one, _: upper(one.lock_reason),
}

RESOLVERS: dict[str, dict[str, Any]] = {
    "Issue": {
        **WRITTEN,
        "labels": issue_labels,
        "comments": comments,
        "assignees": assignees,
        "timelineItems": timeline,
        "activeLockReason": lambda one, _: upper(one.lock_reason),
        "closed": lambda one, _: one.closed_at is not None,
        "state": lambda one, _: one.state.name,
        "stateReason": lambda one, _info, **_: upper(one.state_reason),
    },
    "IssueComment": {
        **WRITTEN,
        "isMinimized": lambda one, _: one.minimized,
        "minimizedReason": lambda *_: None,
    },
    "Label": {
        "isDefault": lambda one, _: one.default,
        "url": label_url,
        "resourcePath": label_path,
    },
    "UserContentEdit": {
        "createdAt": lambda one, _: one.edited_at,
        "updatedAt": lambda one, _: one.deleted_at or one.edited_at,
        "diff": lambda one, _: one.text,
    },
    **dict.fromkeys(
        (
            "LabeledEvent",
            "UnlabeledEvent",
            "RenamedTitleEvent",
            "ClosedEvent",
            "ReopenedEvent",
            "LockedEvent",
            "UnlockedEvent",
            "AssignedEvent",
            "UnassignedEvent",
            "TransferredEvent",
            "CommentDeletedEvent",
        ),
        EVENT,
    ),
}

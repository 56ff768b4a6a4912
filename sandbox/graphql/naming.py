"""Which GraphQL type an object of the world is, and how a plain field is read from it."""

import re
from typing import Any

from sandbox.graphql.context import Info
from sandbox.graphql.objects import CommitOfPull, GitThing, RefThing, Signature
from sandbox.world.apps import App
from sandbox.world.checks import CheckRun, CheckSuite, CommitStatus
from sandbox.world.issues import Comment, Event, EventKind, Issue, Revision
from sandbox.world.labels import Label
from sandbox.world.people import Account, Team
from sandbox.world.pulls import PullRequest, Review
from sandbox.world.repositories import Repository

EVENTS = {
    EventKind.LABELED: "LabeledEvent",
    EventKind.UNLABELED: "UnlabeledEvent",
    EventKind.RENAMED: "RenamedTitleEvent",
    EventKind.CLOSED: "ClosedEvent",
    EventKind.REOPENED: "ReopenedEvent",
    EventKind.LOCKED: "LockedEvent",
    EventKind.UNLOCKED: "UnlockedEvent",
    EventKind.ASSIGNED: "AssignedEvent",
    EventKind.UNASSIGNED: "UnassignedEvent",
    EventKind.TRANSFERRED: "TransferredEvent",
    EventKind.COMMENT_DELETED: "CommentDeletedEvent",
    EventKind.MERGED: "MergedEvent",
    EventKind.REVIEW_REQUESTED: "ReviewRequestedEvent",
    EventKind.REVIEW_REQUEST_REMOVED: "ReviewRequestRemovedEvent",
    EventKind.REVIEW_DISMISSED: "ReviewDismissedEvent",
    EventKind.CONVERT_TO_DRAFT: "ConvertToDraftEvent",
    EventKind.READY_FOR_REVIEW: "ReadyForReviewEvent",
    EventKind.BASE_REF_CHANGED: "BaseRefChangedEvent",
    EventKind.HEAD_REF_DELETED: "HeadRefDeletedEvent",
    EventKind.HEAD_REF_FORCE_PUSHED: "HeadRefForcePushedEvent",
}
TYPES: dict[type, str] = {
    Issue: "Issue",
    Comment: "IssueComment",
    Label: "Label",
    Repository: "Repository",
    Team: "Team",
    Revision: "UserContentEdit",
    RefThing: "Ref",
    App: "App",
    CheckRun: "CheckRun",
    CheckSuite: "CheckSuite",
    CommitStatus: "StatusContext",
    PullRequest: "PullRequest",
    Review: "PullRequestReview",
    CommitOfPull: "PullRequestCommit",
    Signature: "GpgSignature",
}


def type_name(thing: Any) -> str:
    """The `__typename` of an object of the world."""
    match thing:
        case Event():
            return EVENTS[thing.kind]
        case Account():
            return thing.type.value
        case GitThing():
            return thing.kind
        case _:
            return TYPES[type(thing)]


def item_type(thing: Event | Comment | Review) -> str:
    """The name by which `itemTypes` of a timeline asks for an entry."""
    name = type_name(thing)
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).upper()


def plain_field(thing: Any, info: Info, **_: Any) -> Any:
    """A field without a resolver: `createdAt` is a dict's `createdAt` or `created_at`."""
    if isinstance(thing, dict):
        return thing.get(info.field_name)
    name = {"id": "node_id", "databaseId": "id", "fullDatabaseId": "id"}.get(info.field_name)
    snake = re.sub(r"(?<!^)(?=[A-Z])", "_", info.field_name).lower()
    return getattr(thing, name or snake)

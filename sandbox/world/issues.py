"""An issue with its comments, its timeline and the revisions of its text."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sandbox.world.labels import Label
from sandbox.world.people import Account, Team
from sandbox.world.suggestions import Suggestion

if TYPE_CHECKING:
    from sandbox.world.apps import App
    from sandbox.world.pulls import Review
    from sandbox.world.repositories import Repository


class State(StrEnum):
    """Whether an issue or a pull request is open."""

    OPEN = "open"
    CLOSED = "closed"


class EventKind(StrEnum):
    """Timeline entries by their REST names, with the prefix of their node ids."""

    LABELED = "labeled"
    UNLABELED = "unlabeled"
    RENAMED = "renamed"
    CLOSED = "closed"
    REOPENED = "reopened"
    LOCKED = "locked"
    UNLOCKED = "unlocked"
    ASSIGNED = "assigned"
    UNASSIGNED = "unassigned"
    TRANSFERRED = "transferred"
    COMMENT_DELETED = "comment_deleted"
    MERGED = "merged"
    REVIEW_REQUESTED = "review_requested"
    REVIEW_REQUEST_REMOVED = "review_request_removed"
    REVIEW_DISMISSED = "review_dismissed"
    CONVERT_TO_DRAFT = "convert_to_draft"
    READY_FOR_REVIEW = "ready_for_review"
    BASE_REF_CHANGED = "base_ref_changed"
    HEAD_REF_DELETED = "head_ref_deleted"
    HEAD_REF_FORCE_PUSHED = "head_ref_force_pushed"


@dataclass(frozen=True)
class Actor:
    """Who does something, and through which App if through one."""

    account: Account
    app: "App | None" = None


@dataclass(eq=False)
class Revision:
    """One text of an issue or comment; a deleted one keeps only who and when."""

    id: int
    node_id: str
    editor: Account
    edited_at: datetime
    text: str | None
    deleted_at: datetime | None = None
    deleted_by: Account | None = None


@dataclass(eq=False)
class Event:
    """One timeline entry; only the fields of its kind are set.

    `ref_before` and `ref_after` are names of a base, or commits of a head that was forced.
    """

    id: int
    node_id: str
    kind: EventKind
    issue: "Issue"
    actor: Actor
    created_at: datetime
    label: Label | None = None
    label_name: str = ""
    label_color: str = ""
    previous_title: str = ""
    current_title: str = ""
    state_reason: str | None = None
    lock_reason: str | None = None
    assignee: Account | None = None
    from_repository: "Repository | None" = None
    commit_id: str | None = None
    ref_before: str = ""
    ref_after: str = ""
    requested: Account | Team | None = None
    review: "Review | None" = None
    dismissed_state: str = ""
    dismissal_message: str | None = None
    hidden_until: datetime | None = None


@dataclass(eq=False)
class Reaction:
    """One emoji of one account."""

    id: int
    node_id: str
    user: Account
    content: str
    created_at: datetime


@dataclass(eq=False)
class Written:
    """What an issue and a comment share: an author and a text with revisions."""

    id: int
    node_id: str
    author: Actor
    body: str | None
    created_at: datetime
    updated_at: datetime
    revisions: list[Revision] = field(default_factory=list, kw_only=True)
    reactions: list[Reaction] = field(default_factory=list, kw_only=True)
    last_edited_at: datetime | None = field(default=None, kw_only=True)
    editor: Account | None = field(default=None, kw_only=True)


@dataclass(eq=False)
class Comment(Written):
    """A comment on an issue."""

    issue: "Issue" = field(kw_only=True)
    minimized: bool = field(default=False, kw_only=True)
    hidden_until: datetime | None = field(default=None, kw_only=True)


@dataclass(eq=False)
class Issue(Written):
    """An issue; `events` and `comments` are oldest first, `sub_issues` in their order."""

    repository: "Repository" = field(kw_only=True)
    number: int = field(kw_only=True)
    title: str = field(kw_only=True)
    state: State = field(default=State.OPEN, kw_only=True)
    state_reason: str | None = field(default=None, kw_only=True)
    closed_at: datetime | None = field(default=None, kw_only=True)
    closed_by: Account | None = field(default=None, kw_only=True)
    locked: bool = field(default=False, kw_only=True)
    lock_reason: str | None = field(default=None, kw_only=True)
    labels: list[Label] = field(default_factory=list, kw_only=True)
    assignees: list[Account] = field(default_factory=list, kw_only=True)
    comments: list[Comment] = field(default_factory=list, kw_only=True)
    events: list[Event] = field(default_factory=list, kw_only=True)
    suggestions: list[Suggestion] = field(default_factory=list, kw_only=True)
    hidden_until: datetime | None = field(default=None, kw_only=True)
    parent: "Issue | None" = field(default=None, kw_only=True)
    sub_issues: "list[Issue]" = field(default_factory=list, kw_only=True)

    def timeline(self) -> "list[Event | Comment]":
        """Events and comments in the order in which they came to be."""
        return sorted([*self.events, *self.comments], key=lambda item: (item.created_at, item.id))

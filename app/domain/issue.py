"""What GitHub shows of an issue, as the rest of Slipway reads it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Person:
    """An account, known by its numeric id: logins can be renamed and taken by others."""

    id: int
    login: str
    is_bot: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A label of a repository; the id outlives a rename and dies with a deletion.

    `made_at` is known of the control repository's own list, where GitHub tells it.
    """

    id: str
    name: str
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LabelEvent:
    """One entry of the timeline: `actor` set (or took off) `label` at `at`.

    `label.name` is the label's present name, not the one it had then. `actor` is None for an
    account that no longer exists; `via_app` tells that an App acted in the person's name.
    """

    id: str
    at: datetime
    actor: Person | None
    label: Label
    added: bool
    via_app: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """One revision of the issue's text; the first one is its creation."""

    at: datetime
    editor: Person | None


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment; `ours` when this App wrote it, `edited` when anybody changed it afterwards.

    `edited_by_another`: somebody else than its author changed it last. `via_app` tells that an App
    wrote it in the author's name.
    """

    id: int
    author: Person | None
    body: str
    at: datetime
    edited: bool
    edited_by_another: bool
    ours: bool
    url: str
    via_app: bool = False


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue with its history, oldest entries first.

    `edits` is empty for a text never edited. `edits_complete` is False when GitHub's history
    lacks a revision, so that nobody can tell who changed what when. `moved_in_at` is the last
    transfer from another repository: what happened before it, happened elsewhere. `ours`: this App
    opened it.
    """

    id: int
    node_id: str
    number: int
    url: str
    title: str
    body: str
    author: Person | None
    is_open: bool
    created_at: datetime
    last_edited_at: datetime | None
    edits: tuple[Edit, ...]
    edits_complete: bool
    moved_in_at: datetime | None
    labels: tuple[Label, ...]
    label_events: tuple[LabelEvent, ...]
    comments: tuple[Comment, ...]
    ours: bool = False

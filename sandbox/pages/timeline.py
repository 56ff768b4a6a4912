"""An issue's life in order: comments, events in words, and edits of its text."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from difflib import unified_diff
from itertools import pairwise

from sandbox.pages.happenings import words
from sandbox.world.issues import Comment, Event, EventKind, Issue, Revision, Written
from sandbox.world.labels import Label
from sandbox.world.people import Account
from sandbox.world.pulls import PullRequest, Review

CONTEXT = 2


@dataclass(frozen=True)
class Happening:
    """One line between the comments: who did what, with the label if it was about one."""

    who: Account
    words: str
    at: datetime
    label: Label | None = None
    after: str = ""
    before_and_now: tuple[str, str] | None = None


@dataclass(frozen=True)
class Change:
    """One revision and its difference to the one before; no lines when that was deleted."""

    revision: Revision
    lines: list[str] = field(default_factory=list)


def history(issue: Issue) -> list[Comment | Review | Happening]:
    """Everything but the first text, oldest first; ids decide within one second."""
    life = issue.life() if isinstance(issue, PullRequest) else issue.timeline()
    dated: list[tuple[datetime, int, Comment | Review | Happening]] = [
        (one.created_at, one.id, _happening(one) if isinstance(one, Event) else one) for one in life
    ]
    dated += [
        (one.edited_at, one.id, Happening(one.editor, "edited the description", one.edited_at))
        for one in issue.revisions[1:]
    ]
    return [entry for _, _, entry in sorted(dated, key=lambda each: each[:2])]


def changes(written: Written) -> Iterator[Change]:
    """The revisions of a text, newest first, each with what it changed."""
    yield from (
        Change(after, _difference(before.text, after.text))
        for before, after in reversed(list(pairwise(written.revisions)))
    )
    yield from (Change(first) for first in written.revisions[:1])


def _difference(before: str | None, after: str | None) -> list[str]:
    if before is None or after is None:
        return []
    found = unified_diff(before.splitlines(), after.splitlines(), n=CONTEXT, lineterm="")
    return list(found)[2:]


def _happening(event: Event) -> Happening:
    renamed = (event.previous_title, event.current_title)
    return Happening(
        event.actor.account,
        words(event),
        event.created_at,
        event.label,
        _after(event),
        renamed if event.kind is EventKind.RENAMED else None,
    )


def _after(event: Event) -> str:
    """GitHub shows a label by its present name: what it was called then is told here."""
    if event.label is None or event.label.name == event.label_name:
        return ""
    return f"(called “{event.label_name}” then)"

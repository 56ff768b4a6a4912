"""How an act on an issue is put on record: a timeline event and a webhook."""

from typing import Any

from sandbox.acts.lateness import after
from sandbox.acts.mergeability import glance
from sandbox.acts.runner.triggers import pull_request
from sandbox.acts.webhooks import announce
from sandbox.shapes.issue import told
from sandbox.shapes.pull import pull as pull_shape
from sandbox.world.issues import Actor, Event, EventKind, Issue, Revision, Written
from sandbox.world.labels import Label
from sandbox.world.pulls import PullRequest
from sandbox.world.state import World

PREFIXES = {
    EventKind.LABELED: "LE",
    EventKind.UNLABELED: "UNLE",
    EventKind.RENAMED: "RTE",
    EventKind.CLOSED: "CE",
    EventKind.REOPENED: "REE",
    EventKind.LOCKED: "LOE",
    EventKind.UNLOCKED: "UNLOE",
    EventKind.ASSIGNED: "AE",
    EventKind.UNASSIGNED: "UNAE",
    EventKind.TRANSFERRED: "TRE",
    EventKind.COMMENT_DELETED: "CDE",
    EventKind.MERGED: "ME",
    EventKind.REVIEW_REQUESTED: "RRE",
    EventKind.REVIEW_REQUEST_REMOVED: "RRRE",
    EventKind.REVIEW_DISMISSED: "RDE",
    EventKind.CONVERT_TO_DRAFT: "CTDE",
    EventKind.READY_FOR_REVIEW: "RFRE",
    EventKind.BASE_REF_CHANGED: "BRCE",
    EventKind.HEAD_REF_DELETED: "HRDE",
    EventKind.HEAD_REF_FORCE_PUSHED: "HRFPE",
}


def record(
    world: World, issue: Issue, kind: EventKind, actor: Actor, label: Label | None = None
) -> Event:
    """Append an event to the issue's timeline; the caller fills what its kind needs."""
    number, node = world.mint(PREFIXES[kind])
    event = Event(number, node, kind, issue, actor, world.now(), label)
    if label is not None:
        event.label_name, event.label_color = label.name, label.color
    event.hidden_until = after(world, world.lateness.events)
    issue.events.append(event)
    issue.updated_at = world.now()
    world.nodes[node] = event
    return event


def announce_issue(
    world: World, issue: Issue, action: str, actor: Actor, extra: dict[str, Any] | None = None
) -> None:
    """Send an `issues` webhook with the issue as it is now, `pull_request` for a pull request.

    An activity of a pull request also starts the workflows that listen to it.
    """
    if isinstance(issue, PullRequest):
        shape = pull_shape(world, issue, glance(world, issue))
        payload = {"number": issue.number, "pull_request": shape} | (extra or {})
        announce(world, "pull_request", action, actor, about=issue.repository, extra=payload)
        pull_request(world, issue, actor, action)
        return
    payload = {"issue": told(world, issue)} | (extra or {})
    announce(world, "issues", action, actor, about=issue.repository, extra=payload)


def revise(world: World, written: Written, actor: Actor, text: str | None) -> None:
    """Replace a text and keep both in the edit history.

    The history is empty until the first edit, which adds the original text as well.
    """
    now = world.now()
    if not written.revisions:
        original = written.author.account
        _add_revision(
            world, Revision(*world.mint("UCE"), original, written.created_at, written.body), written
        )
    _add_revision(world, Revision(*world.mint("UCE"), actor.account, now, text), written)
    written.body = text
    written.editor = actor.account
    written.last_edited_at = written.updated_at = now


def _add_revision(world: World, revision: Revision, written: Written) -> None:
    written.revisions.append(revision)
    world.nodes[revision.node_id] = revision

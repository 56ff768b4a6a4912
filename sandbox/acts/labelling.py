"""Labels on an issue: put on, taken off, replaced, each change with its event and webhook."""

from collections.abc import Iterable

from sandbox.acts.labels import PLAIN_COLOR, create_label
from sandbox.acts.timeline import announce_issue, record
from sandbox.errors import invalid
from sandbox.shapes.issue import label as label_shape
from sandbox.world.issues import Actor, Event, EventKind, Issue
from sandbox.world.labels import Label
from sandbox.world.repositories import Repository
from sandbox.world.state import World

LABELS_PER_ISSUE = 100
NAME_LENGTH = 50


def add_label(world: World, issue: Issue, actor: Actor, label: Label) -> Event | None:
    """Put the label on, unless it is there already."""
    if label in issue.labels:
        return None
    if len(issue.labels) >= LABELS_PER_ISSUE:
        raise invalid("Issue", "labels", "invalid")
    issue.labels.append(label)
    event = record(world, issue, EventKind.LABELED, actor, label)
    _announce(world, issue, "labeled", actor, label)
    return event


def remove_label(world: World, issue: Issue, actor: Actor, label: Label) -> None:
    """Take the label off, if it is there."""
    if label not in issue.labels:
        return
    issue.labels.remove(label)
    record(world, issue, EventKind.UNLABELED, actor, label)
    _announce(world, issue, "unlabeled", actor, label)


def replace_labels(world: World, issue: Issue, actor: Actor, labels: list[Label]) -> None:
    for label in [one for one in issue.labels if one not in labels]:
        remove_label(world, issue, actor, label)
    for label in labels:
        add_label(world, issue, actor, label)


def labels_named(
    world: World,
    where: Repository,
    actor: Actor,
    names: list[str],
    beside: Iterable[Label] = (),
) -> list[Label]:
    """The labels of these names; one that the repository lacks is created, as on GitHub.

    More than an issue can have, with those that it has `beside`, are refused before that.
    """
    if any(len(name) > NAME_LENGTH or not name.strip() for name in names):
        raise invalid("Label", "name", "invalid")
    together = {name.lower() for name in (*names, *(label.name for label in beside))}
    if len(together) > LABELS_PER_ISSUE:
        raise invalid("Issue", "labels", "invalid")
    found = [
        where.labels.get(name.lower()) or create_label(world, where, actor, name, PLAIN_COLOR)
        for name in names
    ]
    return list(dict.fromkeys(found))


def _announce(world: World, issue: Issue, action: str, actor: Actor, label: Label) -> None:
    extra = {"label": label_shape(world, issue.repository, label)}
    announce_issue(world, issue, action, actor, extra)

"""Labels of a repository: made, renamed and deleted, with GitHub's limits."""

from typing import Any

from sandbox.acts.lateness import after
from sandbox.acts.webhooks import announce
from sandbox.errors import invalid
from sandbox.shapes.issue import label as label_shape
from sandbox.world.issues import Actor
from sandbox.world.labels import Label
from sandbox.world.repositories import Repository
from sandbox.world.state import World
from sandbox.world.suggestions import Standing

NAME_LENGTH = 50
DESCRIPTION_LENGTH = 100
PLAIN_COLOR = "ededed"


def create_label(
    world: World,
    where: Repository,
    actor: Actor,
    name: str,
    color: str = PLAIN_COLOR,
    description: str | None = None,
) -> Label:
    """A new label; 422 `already_exists` or `custom` as GitHub answers."""
    _check(name, color, description)
    if name.lower() in where.labels:
        raise invalid("Label", "name", "already_exists")
    number, node = world.mint("LA")
    now = world.now()
    label = Label(number, node, where, name, color.lower(), now, now, description)
    label.hidden_until = after(world, world.lateness.lists)
    where.labels[name.lower()] = label
    world.nodes[node] = label
    _announce(world, where, actor, "created", label, {})
    return label


def update_label(
    world: World,
    where: Repository,
    actor: Actor,
    label: Label,
    *,
    name: str | None = None,
    color: str | None = None,
    description: str | None = None,
) -> None:
    """Change a label in place: a renamed label keeps its ids and stays on its issues.

    That its issues tell of nothing is unconfirmed.
    """
    _check(name or label.name, color or label.color, description)
    changes: dict[str, Any] = {}
    if name is not None and name != label.name:
        if name.lower() != label.name.lower() and name.lower() in where.labels:
            raise invalid("Label", "name", "already_exists")
        changes["name"] = {"from": label.name}
        del where.labels[label.name.lower()]
        label.name = name
        where.labels[name.lower()] = label
    if color is not None and color.lower() != label.color:
        changes["color"] = {"from": label.color}
        label.color = color.lower()
    if description is not None and description != label.description:
        changes["description"] = {"from": label.description or ""}
        label.description = description
    if changes:
        label.updated_at = world.now()
        _announce(world, where, actor, "edited", label, {"changes": changes})


def delete_label(world: World, where: Repository, actor: Actor, label: Label) -> None:
    """Take the label away from the repository and all its issues.

    Whether GitHub records `unlabeled` events then is unconfirmed; the sandbox records none.
    """
    del where.labels[label.name.lower()]
    for issue in where.issues.values():
        if label in issue.labels:
            issue.labels.remove(label)
        for one in issue.suggestions:
            if one.label is label and one.state is Standing.PENDING:
                one.state = Standing.INVALIDATED
    _announce(world, where, actor, "deleted", label, {})


def _check(name: str, color: str, description: str | None) -> None:
    if not name.strip():
        raise invalid("Label", "name", "missing_field")
    if len(name) > NAME_LENGTH:
        raise invalid("Label", "name", "custom", "name is too long (maximum is 50 characters)")
    if len(color) != 6 or any(char not in "0123456789abcdefABCDEF" for char in color):
        raise invalid("Label", "color", "invalid")
    if description is not None and len(description) > DESCRIPTION_LENGTH:
        sentence = "description is too long (maximum is 100 characters)"
        raise invalid("Label", "description", "custom", sentence)


def _announce(
    world: World, where: Repository, actor: Actor, action: str, label: Label, extra: dict[str, Any]
) -> None:
    shape = {"label": label_shape(world, where, label)}
    announce(world, "label", action, actor, about=where, extra=shape | extra)

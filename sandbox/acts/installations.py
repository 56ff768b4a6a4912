"""An installation's life: suspended, resumed, deleted, and its selection of repositories."""

from enum import StrEnum

from sandbox.acts.webhooks import announce
from sandbox.shapes.repository import brief
from sandbox.world.apps import LEVELS, Installation, with_metadata
from sandbox.world.issues import Actor
from sandbox.world.repositories import Repository
from sandbox.world.state import World


class Step(StrEnum):
    """What may happen to an installation, in the words of its webhook."""

    SUSPEND = "suspend"
    UNSUSPEND = "unsuspend"
    DELETED = "deleted"


def step(world: World, one: Installation, action: Step, actor: Actor) -> None:
    """Tell the App and do it; a suspended installation's tokens answer 403, a deleted one's 401."""
    one.suspended_at = world.now() if action is Step.SUSPEND else None
    covered = [each for each in world.repositories.values() if one.covers(each)]
    extra = {"repositories": [brief(each) for each in covered], "requester": None}
    announce(world, "installation", action.value, actor, about=one.account, extra=extra)
    if action is Step.DELETED:
        del world.installations[one.id]
        tokens = world.tokens.items()
        world.tokens = {text: token for text, token in tokens if token.installation is not one}


def permit(world: World, one: Installation, permissions: dict[str, str], actor: Actor) -> None:
    """Change what the App may do; what is new was asked for and is accepted at once.

    GitHub tells of permissions that were accepted, and of none that was taken away.
    """
    before = one.permissions
    one.permissions = one.app.permissions = with_metadata(permissions)
    one.updated_at = world.now()
    if any(
        LEVELS[level] > LEVELS.get(before.get(name, ""), 0) for name, level in permissions.items()
    ):
        announce(
            world, "installation", "new_permissions_accepted", actor, about=one.account, extra={}
        )


def select(
    world: World,
    one: Installation,
    actor: Actor,
    *,
    added: list[Repository],
    removed: list[Repository],
) -> None:
    """Change a selection, and tell the App what it gained or lost."""
    if one.selected is None:
        one.selected = set(world.repositories)
    one.selected |= {each.id for each in added}
    one.selected -= {each.id for each in removed}
    for action, some in (("added", added), ("removed", removed)):
        if some:
            _announce_selection(world, one, action, some, actor)


def _announce_selection(
    world: World, one: Installation, action: str, some: list[Repository], actor: Actor
) -> None:
    extra = {
        "repository_selection": "selected",
        "repositories_added": [brief(each) for each in some] if action == "added" else [],
        "repositories_removed": [brief(each) for each in some] if action == "removed" else [],
        "requester": None,
    }
    announce(world, "installation_repositories", action, actor, about=one.account, extra=extra)

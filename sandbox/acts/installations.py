"""An installation's life: made, suspended, resumed, deleted, and its selection of repositories."""

from enum import StrEnum
from typing import Any

from sandbox.acts.webhooks import announce_installation
from sandbox.errors import ApiError
from sandbox.shapes.repository import brief
from sandbox.world.apps import LEVELS, App, Installation, with_metadata
from sandbox.world.issues import Actor
from sandbox.world.people import Organisation
from sandbox.world.repositories import Repository
from sandbox.world.state import World


class Step(StrEnum):
    """What may happen to an installation, in the words of its webhook."""

    SUSPEND = "suspend"
    UNSUSPEND = "unsuspend"
    DELETED = "deleted"


def put_in(
    world: World,
    app: App,
    account: Organisation,
    selected: set[int] | None,
    number: int,
    node: str,
) -> Installation:
    """An installation with all that the App asks for; nobody is told of it."""
    now, permissions = world.now(), dict(app.permissions)
    made = Installation(
        number, node, app, account, permissions, list(app.events), selected, now, now
    )
    world.installations[number] = made
    return made


def install(
    world: World, app: App, account: Organisation, actor: Actor, selected: set[int] | None
) -> Installation:
    """Install an App on all repositories, or on those of these ids, and tell it so.

    422 where it is installed already, or where its owner alone may install it.
    """
    if not app.is_public and app.owner is not account:
        raise ApiError(422, f"{app.name} can be installed by its owner {app.owner.login} alone.")
    if any(one.app is app and one.account is account for one in world.installations.values()):
        raise ApiError(422, f"{app.name} is installed on {account.login} already.")
    made = put_in(world, app, account, selected, *world.mint("MI"))
    extra = {"repositories": _covered(world, made), "requester": None}
    announce_installation(world, made, "installation", "created", actor, extra)
    return made


def _covered(world: World, one: Installation) -> list[dict[str, Any]]:
    return [brief(each) for each in world.repositories.values() if one.covers(each)]


def step(world: World, one: Installation, action: Step, actor: Actor) -> None:
    """Tell the App and do it; a suspended installation's tokens answer 403, a deleted one's 401."""
    one.suspended_at = world.now() if action is Step.SUSPEND else None
    extra = {"repositories": _covered(world, one), "requester": None}
    announce_installation(world, one, "installation", action.value, actor, extra)
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
        announce_installation(world, one, "installation", "new_permissions_accepted", actor, {})


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
    announce_installation(world, one, "installation_repositories", action, actor, extra)

"""What an installation token may reach when its maker asks for less than everything."""

from typing import Any

from sandbox.errors import ApiError
from sandbox.world.apps import LEVELS, Installation, with_metadata
from sandbox.world.state import World

MOST_REPOSITORIES = 500


def narrowed_permissions(
    installation: Installation, wanted: dict[str, Any] | None
) -> dict[str, str]:
    """The asked subset of permissions; 422 when it is more than was granted."""
    if not wanted:
        return dict(installation.permissions)
    for name, level in wanted.items():
        held = LEVELS.get(installation.permissions.get(name, ""), 0)
        if level not in LEVELS or LEVELS[level] > held:
            raise ApiError(422, "The permissions requested are not granted to this installation.")
    return with_metadata({str(name): str(level) for name, level in wanted.items()})


def narrowed_repositories(
    world: World, installation: Installation, names: list[str] | None, ids: list[Any] | None
) -> set[int] | None:
    """Ids of the asked repositories; None for all; 422 for one out of reach or too many."""
    if not names and not ids:
        return None
    if len(names or []) + len(ids or []) > MOST_REPOSITORIES:
        raise ApiError(422, f"A token can be narrowed to {MOST_REPOSITORIES} repositories at most.")
    chosen = set(ids or [])
    for name in names or []:
        found = world.repository(installation.account.login, name)
        chosen.add(found.id if found else 0)
    for number in chosen:
        one = world.repositories.get(number)
        if one is None or not world.shows(one) or not installation.covers(one):
            raise ApiError(
                422,
                "There is at least one repository that does not exist or is not accessible"
                " to the parent installation.",
            )
    return chosen

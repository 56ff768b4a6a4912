"""JSON of commit statuses, one by one, combined, and in their webhook."""

from collections.abc import Iterable
from typing import Any

from sandbox.clock import stamp
from sandbox.shapes.git import commit as commit_shape
from sandbox.shapes.people import account
from sandbox.shapes.repository import api_url
from sandbox.world.checks import CommitStatus
from sandbox.world.state import World


def simple(world: World, one: CommitStatus) -> dict[str, Any]:
    """`simple-commit-status`, as in the combined one."""
    return {
        "id": one.id,
        "node_id": one.node_id,
        "url": f"{api_url(world, one.repository)}/statuses/{one.sha}",
        "avatar_url": account(world, one.creator.account)["avatar_url"],
        "state": one.state.value,
        "context": one.context,
        "description": one.description,
        "target_url": one.target_url,
        "created_at": stamp(one.created_at),
        "updated_at": stamp(one.updated_at),
    }


def status(world: World, one: CommitStatus) -> dict[str, Any]:
    """`status`."""
    return simple(world, one) | {"creator": account(world, one.creator.account)}


def told(
    world: World, one: CommitStatus, branches: Iterable[tuple[str, str, bool]]
) -> dict[str, Any]:
    """The `status` event's own fields; a branch: name, tip, whether protected."""
    names = ("id", "avatar_url", "state", "context", "description", "target_url")
    shape = {name: value for name, value in simple(world, one).items() if name in names}
    where, api = one.repository, api_url(world, one.repository)
    return shape | {
        "sha": one.sha,
        "name": where.full_name,
        "commit": commit_shape(world, where, one.sha),
        "branches": [
            {
                "name": name,
                "commit": {"sha": tip, "url": f"{api}/commits/{tip}"},
                "protected": protected,
            }
            for name, tip, protected in branches
        ],
        "created_at": stamp(one.created_at),
        "updated_at": stamp(one.updated_at),
    }

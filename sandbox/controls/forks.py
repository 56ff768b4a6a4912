"""Proposing from a fork."""

from typing import Annotated, Any

from pydantic import AfterValidator, Field

from sandbox.acts.forks import propose
from sandbox.controls.control import Controls, Order
from sandbox.controls.finding import actor_named, repository_named
from sandbox.git.store import is_branch, is_path
from sandbox.world.state import World

controls = Controls()


def _checked_branch(name: str) -> str:
    if not is_branch(name):
        raise ValueError(f"git takes no branch with the name {name!r}")
    return name


def _checked_path(path: str) -> str:
    if not is_path(path):
        raise ValueError(f"{path!r} is no path of a file in a repository")
    return path


class ForkPullOrder(Order):
    """Commit files to a branch of a person's fork, and propose it to the default branch."""

    repository: str
    actor: str
    branch: Annotated[str, AfterValidator(_checked_branch)]
    files: Annotated[dict[Annotated[str, AfterValidator(_checked_path)], str], Field(min_length=1)]
    title: str = "A proposal"


@controls.order("fork_pull", ForkPullOrder)
def fork_pull(world: World, order: ForkPullOrder) -> dict[str, Any]:
    where, actor = repository_named(world, order.repository), actor_named(world, order.actor)
    pull = propose(world, where, actor, order.branch, order.files, order.title)
    return {"number": pull.number, "sha": pull.head_sha}

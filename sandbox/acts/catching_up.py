"""What happens late, once somebody looks or the clock is moved: copies of templates, and runs."""

from sandbox.acts.runner.progress import advance
from sandbox.acts.templates import fill_if_due, look
from sandbox.world.repositories import Repository
from sandbox.world.state import World


def catch_up(world: World, where: Repository) -> None:
    """Let happen what is due in a repository that somebody calls about."""
    look(world, where)
    advance(world, where)


def catch_up_everywhere(world: World) -> None:
    for where in list(world.repositories.values()):
        fill_if_due(world, where)
        advance(world, where)

"""The buttons of check runs."""

from typing import Any

from sandbox.acts import checks
from sandbox.controls.control import Controls, Order
from sandbox.controls.finding import actor_named, repository_named
from sandbox.errors import not_found
from sandbox.world.state import World

controls = Controls()


class CheckRunOrder(Order):
    """Press a button of a check run, or ask for the check again without one."""

    repository: str
    id: int
    identifier: str | None = None
    actor: str


@controls.order("check_run", CheckRunOrder)
def ask_check_run(world: World, order: CheckRunOrder) -> dict[str, Any]:
    where = repository_named(world, order.repository)
    run, actor = where.checks.runs.get(order.id), actor_named(world, order.actor)
    if run is None:
        raise not_found()
    if order.identifier is None:
        checks.rerequest_run(world, run, actor)
        return {"id": run.id}
    for action in run.actions:
        if action.identifier == order.identifier:
            checks.press(world, run, action, actor)
            return {"id": run.id}
    raise not_found()

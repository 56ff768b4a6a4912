"""An organisation's plan, and repositories that go from one to another."""

from typing import Any

from sandbox.acts import repositories
from sandbox.acts.people import add_organisation
from sandbox.controls.control import Controls, Order
from sandbox.controls.finding import actor_named, repository_named
from sandbox.world.people import Plan
from sandbox.world.state import World

controls = Controls()


class PlanOrder(Order):
    """Change the plan of the organisation."""

    organisation: str
    plan: Plan


class RepositoryTransferOrder(Order):
    """Give a repository to another organisation, which is made if it is not there."""

    repository: str
    organisation: str
    actor: str


@controls.order("plan", PlanOrder)
def set_plan(world: World, order: PlanOrder) -> dict[str, Any]:
    world.organisation(order.organisation).plan = order.plan
    return {"plan": order.plan.value}


@controls.order("repositories/transfer", RepositoryTransferOrder)
def transfer_repository(world: World, order: RepositoryTransferOrder) -> dict[str, Any]:
    one = repository_named(world, order.repository)
    target = world.organisations.get(order.organisation.lower())
    if target is None:
        target = add_organisation(world, order.organisation, one.owner.plan, one.owner.base_role)
    repositories.transfer_repository(world, one, target, actor_named(world, order.actor))
    return {"full_name": one.full_name}

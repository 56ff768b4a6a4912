"""People: what no call of GitHub's API does to an account."""

from typing import Any

from sandbox.clock import stamp_or_none
from sandbox.controls.control import Controls, Order
from sandbox.errors import not_found
from sandbox.world.people import AccountType
from sandbox.world.state import World

controls = Controls()


class SuspensionOrder(Order):
    """Suspend a person's account, as an admin of GitHub Enterprise Server may, or lift that."""

    login: str
    suspended: bool = True


@controls.order("accounts/suspend", SuspensionOrder)
def suspend(world: World, order: SuspensionOrder) -> dict[str, Any]:
    """Teams and organisations keep a suspended account as a member, and nobody is told."""
    who = world.account(order.login)
    if who is None or who.type is not AccountType.USER:
        raise not_found()
    who.suspended_at = world.now() if order.suspended else None
    return {"login": who.login, "suspended_at": stamp_or_none(who.suspended_at)}

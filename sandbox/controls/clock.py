"""The clock: it goes forward, and what was due until then happens."""

from typing import Any

from sandbox.acts.catching_up import catch_up_everywhere
from sandbox.clock import stamp
from sandbox.controls.control import Controls, Order, Seconds
from sandbox.world.state import World

controls = Controls()


class ClockOrder(Order):
    """Move the clock forward."""

    advance_seconds: Seconds


@controls.plain("GET", "clock")
def read_clock(world: World) -> dict[str, Any]:
    return {"now": stamp(world.now())}


@controls.order("clock", ClockOrder)
def advance_clock(world: World, order: ClockOrder) -> dict[str, Any]:
    now = world.clock.advance(order.advance_seconds)
    world.outbox.release_due(now)
    catch_up_everywhere(world)
    return {"now": stamp(now)}

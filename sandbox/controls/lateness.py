"""What GitHub knows late: new repositories, their content, and what can be merged."""

from typing import Any

from pydantic import Field

from sandbox.controls.control import Controls, Order, Seconds
from sandbox.world.state import World

controls = Controls()


class VisibilityOrder(Order):
    """How long repositories that are made from now on are not shown."""

    seconds: Seconds


class MergeabilityOrder(Order):
    """How many reads of a pull request come before its mergeability is known."""

    unknown_reads: int = Field(ge=0)


class CopyingOrder(Order):
    """How long, and for how many calls about them, new ones from templates are empty."""

    seconds: Seconds = 0
    empty_calls: int = Field(default=1, ge=0)


@controls.order("visibility", VisibilityOrder)
def set_visibility(world: World, order: VisibilityOrder) -> dict[str, Any]:
    world.seconds_hidden = order.seconds
    return {"seconds": order.seconds}


@controls.order("mergeability", MergeabilityOrder)
def set_mergeability(world: World, order: MergeabilityOrder) -> dict[str, Any]:
    world.unknown_reads = order.unknown_reads
    return {"unknown_reads": order.unknown_reads}


@controls.order("copying", CopyingOrder)
def set_copying(world: World, order: CopyingOrder) -> dict[str, Any]:
    world.seconds_copying, world.empty_calls = order.seconds, order.empty_calls
    return order.model_dump()

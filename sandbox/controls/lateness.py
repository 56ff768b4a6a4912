"""What GitHub knows late: new repositories, their content, what can be merged, and reads."""

from typing import Any

from pydantic import Field

from sandbox.controls.control import Controls, Order, Seconds
from sandbox.world.lateness import Lateness
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


class LatenessOrder(Order):
    """How long what happens from now on is unseen by reads; what is left out is seen at once."""

    events_seconds: Seconds = 0
    lists_seconds: Seconds = 0
    refs_seconds: Seconds = 0
    comments_seconds: Seconds = 0


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


@controls.order("lateness", LatenessOrder)
def set_lateness(world: World, order: LatenessOrder) -> dict[str, Any]:
    world.lateness = Lateness(
        order.events_seconds, order.lists_seconds, order.refs_seconds, order.comments_seconds
    )
    return order.model_dump()

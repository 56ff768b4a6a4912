"""API versions: which of them are retired."""

from typing import Any, Literal

from sandbox.controls.control import Controls, Order
from sandbox.rest.versions import supported
from sandbox.world.state import World

controls = Controls()


class VersionsOrder(Order):
    """All versions that are retired from now on; the newest never is."""

    retired: list[Literal["2022-11-28"]]


@controls.order("versions", VersionsOrder)
def retire_versions(world: World, order: VersionsOrder) -> dict[str, Any]:
    world.retired_versions = set(order.retired)
    return {"supported": supported(world)}

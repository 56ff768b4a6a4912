"""What spoils calls or makes them wait."""

from typing import Any, Literal

from pydantic import Field

from sandbox.controls.control import Controls, Order
from sandbox.world.faults import ALWAYS, Fault, Mode
from sandbox.world.state import World

controls = Controls()


class FaultOrder(Order):
    """Spoil calls of a route, named as in GitHub's API description, or of any route."""

    method: str | None = None
    route: str | None = None
    by: Literal["anyone", "app"] | None = None
    mode: Mode = Mode.STATUS
    status: int | None = Field(default=None, ge=200, le=599)
    message: str | None = None
    headers: dict[str, str] = Field(default_factory=dict)
    times: int | None = Field(default=None, ge=0)
    skip: int = Field(default=0, ge=0)
    share: float = Field(default=1.0, gt=0, le=1)
    seed: int = 0
    after_effect: bool = False
    drop_answer: bool = False
    retry_after: int | None = Field(default=None, ge=0)
    location: str | None = None
    ms: float = Field(default=0, ge=0)

    def fault(self) -> Fault:
        """A share goes on until it is cleared, and what strikes any route spares people."""
        fields = self.model_dump(exclude={"by", "times", "method"})
        times = (ALWAYS if self.share < 1 else 1) if self.times is None else self.times
        method = self.method.upper() if self.method else None
        app_only = self.by == "app" or (self.by is None and self.route is None)
        return Fault(**fields, method=method, times=times, app_only=app_only)


class LatencyOrder(Order):
    """Let every API call wait first."""

    ms: float = Field(ge=0)


@controls.order("faults", FaultOrder)
def add_fault(world: World, order: FaultOrder) -> dict[str, Any]:
    world.calls.faults.append(order.fault())
    return {"faults": len(world.calls.faults)}


@controls.plain("DELETE", "faults")
def clear_faults(world: World) -> dict[str, Any]:
    """End all faults; connections that are held are cut."""
    for fault in world.calls.faults:
        fault.released.set()
    world.calls.faults.clear()
    return {"faults": 0}


@controls.order("latency", LatencyOrder)
def set_latency(world: World, order: LatencyOrder) -> dict[str, Any]:
    world.calls.latency = order.ms / 1000
    return {"ms": order.ms}

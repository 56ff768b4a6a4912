"""The hourly rate and the secondary limits."""

from typing import Any, Literal

from pydantic import Field

from sandbox.controls.control import Controls, Order
from sandbox.world.state import World

controls = Controls()


class RateOrder(Order):
    """What is left of everybody's hour."""

    remaining: int = Field(ge=0)


class LimitsOrder(Order):
    """Change the secondary limits, or how they are refused; what is left out stays."""

    enforced: bool = True
    content_per_minute: int = Field(default=80, ge=0)
    content_per_hour: int = Field(default=500, ge=0)
    points_per_minute: int = Field(default=900, ge=0)
    graphql_points_per_minute: int = Field(default=2000, ge=0)
    cpu_seconds_per_minute: float = Field(default=90, ge=0)
    graphql_cpu_seconds_per_minute: float = Field(default=60, ge=0)
    concurrent: int = Field(default=100, ge=0)
    status: Literal[403, 429] = 403
    retry_after: int | None = Field(default=60, ge=0)


@controls.order("rate", RateOrder)
def set_rate(world: World, order: RateOrder) -> dict[str, Any]:
    for window in world.rates.windows.values():
        window.used = max(window.limit - order.remaining, 0)
    return {"remaining": order.remaining}


@controls.order("limits", LimitsOrder)
def set_limits(world: World, order: LimitsOrder) -> dict[str, Any]:
    for name in order.model_fields_set:
        setattr(world.limits, name, getattr(order, name))
    return {name: getattr(world.limits, name) for name in LimitsOrder.model_fields}

"""Where webhooks go, and what happens to them on the way."""

from random import Random
from typing import Annotated, Any

from pydantic import AfterValidator

from sandbox.acts.webhooks import ping
from sandbox.controls.control import Controls, Count, Order, Seconds
from sandbox.controls.finding import app_numbered
from sandbox.world.hooks import Mischief, check_address
from sandbox.world.state import World

controls = Controls()


class DeliveriesOrder(Order):
    """What shall happen to the next deliveries."""

    drop: Count = 0
    duplicate: Count = 0
    twin: Count = 0
    delay: Count = 0
    delay_seconds: Seconds = 1.0
    swap: Count = 0
    hold: Count = 0
    hold_seconds: Seconds | None = None


class ReleaseOrder(Order):
    """Send what is held, in the order in which it came or shuffled by a seed."""

    shuffle: int | None = None


class WebhookOrder(Order):
    """Where an App, the seed's if none is named, listens from now on."""

    app_id: int | None = None
    url: Annotated[str, AfterValidator(check_address)]
    secret: str | None = None


@controls.order("deliveries", DeliveriesOrder)
def disturb_deliveries(world: World, order: DeliveriesOrder) -> dict[str, Any]:
    world.outbox.mischief = Mischief(**order.model_dump())
    return order.model_dump()


@controls.plain("GET", "deliveries")
def read_deliveries(world: World) -> dict[str, Any]:
    """How far the outbox is: tests wait for `waiting` to be 0."""
    log = world.outbox.log
    return {
        "waiting": sum(1 for one in log if one.delivered_at is None),
        "held": len(world.outbox.held),
        "sent": sum(1 for one in log if one.delivered_at is not None),
        "failed": sum(1 for one in log if one.delivered_at and not 200 <= one.status_code < 300),
    }


@controls.order("deliveries/release", ReleaseOrder)
def release_deliveries(world: World, order: ReleaseOrder) -> dict[str, Any]:
    chosen = list(world.outbox.held)
    if order.shuffle is not None:
        Random(order.shuffle).shuffle(chosen)  # noqa: S311 - repeatable on purpose
    world.outbox.release(chosen)
    return {"released": len(chosen)}


@controls.order("webhook", WebhookOrder)
def set_webhook(world: World, order: WebhookOrder) -> dict[str, Any]:
    app = app_numbered(world, order.app_id)
    app.webhook_url = order.url
    app.webhook_secret = order.secret or app.webhook_secret
    ping(world, app)
    return {"url": order.url}

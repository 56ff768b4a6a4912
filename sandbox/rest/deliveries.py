"""Webhook deliveries and their configuration: `/app/hook/…`, for the App's JWT alone."""

from datetime import timedelta
from typing import Any

from sandbox.acts.webhooks import redeliver
from sandbox.errors import ApiError, not_found
from sandbox.rest.route import Answer, Call, Routes, Who
from sandbox.shapes.app import delivery as shape
from sandbox.shapes.app import delivery_item as item_shape
from sandbox.world.hooks import Delivery

routes = Routes()
DELIVERIES = "/app/hook/deliveries"
KEPT = timedelta(days=3)
LARGEST = 100
USUAL = 30


@routes("GET", "/app/hook/config", who=Who.APP)
def get_config(call: Call) -> Answer:
    return Answer(_config(call))


@routes("PATCH", "/app/hook/config", who=Who.APP)
def update_config(call: Call) -> Answer:
    app = call.app
    app.webhook_url = call.body.optional_text("url") or app.webhook_url
    app.webhook_secret = call.body.optional_text("secret") or app.webhook_secret
    return Answer(_config(call))


def _config(call: Call) -> dict[str, Any]:
    where = call.app.webhook_url
    config = {"content_type": "json", "insecure_ssl": "0", "secret": "********"}
    return config | ({"url": where} if where else {})


@routes("GET", DELIVERIES, who=Who.APP)
def list_deliveries(call: Call) -> Answer:
    """Newest first, a page at a time by `cursor`, perhaps only `status=success|failure`."""
    found = [one for one in reversed(_kept(call)) if _wanted(one, call.query.get("status"))]
    cursor = call.query.get("cursor", "")
    if cursor:
        if not cursor.removeprefix("v1_").isdigit():
            raise ApiError(400, "Invalid cursor")
        found = [one for one in found if one.id <= int(cursor.removeprefix("v1_"))]
    size = min(int(call.query.get("per_page", USUAL)), LARGEST)
    headers = {}
    if len(found) > size:
        following = f"{call.url}?per_page={size}&cursor=v1_{found[size].id}"
        headers["Link"] = f'<{following}>; rel="next"'
    return Answer([item_shape(one) for one in found[:size]], headers=headers)


def _wanted(one: Delivery, status: str | None) -> bool:
    good = 200 <= one.status_code < 300
    return status is None or good is (status == "success")


def _kept(call: Call) -> list[Delivery]:
    """Deliveries to the App that were tried in the last three days."""
    oldest = call.world.now() - KEPT
    own = [one for one in call.world.outbox.log if one.app is call.app]
    return [one for one in own if one.delivered_at is not None and one.delivered_at >= oldest]


@routes("GET", DELIVERIES + "/{delivery_id}", who=Who.APP)
def get_delivery(call: Call, delivery_id: int) -> Answer:
    return Answer(shape(_delivery(call, delivery_id)))


@routes("POST", DELIVERIES + "/{delivery_id}/attempts", who=Who.APP)
def attempt(call: Call, delivery_id: int) -> Answer:
    redeliver(call.world, _delivery(call, delivery_id))
    return Answer({}, 202)


def _delivery(call: Call, delivery_id: int) -> Delivery:
    for one in _kept(call):
        if one.id == delivery_id:
            return one
    raise not_found()

"""Webhooks as they went to Apps: what was sent, what came back, and sending one again.

On GitHub these pages are for who owns an App. Here they are for who runs the sandbox, whoever
they act as.
"""

import json
from datetime import timedelta

from flask import render_template
from flask import request as http_request
from werkzeug.wrappers import Response

from sandbox.acts.webhooks import redeliver
from sandbox.errors import ApiError, not_found
from sandbox.pages.page import Pages, Visit, see
from sandbox.world.hooks import Delivery
from sandbox.world.state import World

pages = Pages()
DELIVERIES = "/settings/deliveries"
DELIVERY = DELIVERIES + "/<int:number>"
A_PAGE = 50
# As long as GitHub keeps a delivery to be sent again.
KEPT = timedelta(days=3)


@pages("GET", DELIVERIES)
def show_deliveries(visit: Visit) -> str:
    """Newest first; `before` is the delivery that the page begins below."""
    if not visit.world.apps:
        raise not_found()
    before = http_request.args.get("before", "")
    found = [
        one
        for one in reversed(visit.world.outbox.log)
        if not before.isdigit() or one.id < int(before)
    ]
    return render_template(
        "deliveries.html",
        apps=[*visit.world.apps.values()],
        deliveries=[(one, standing(visit.world, one)) for one in found[:A_PAGE]],
        older=found[A_PAGE - 1].id if len(found) > A_PAGE else None,
    )


@pages("GET", DELIVERY)
def show_delivery(visit: Visit, number: int) -> str:
    found = _delivery(visit, number)
    return render_template(
        "delivery.html",
        delivery=found,
        standing=standing(visit.world, found),
        payload=json.dumps(found.payload, indent=2, ensure_ascii=False),
        attempts=[one for one in visit.world.outbox.log if one.guid == found.guid],
        can_go_again=_can_go_again(visit.world, found),
    )


@pages("POST", DELIVERY + "/attempts")
def send_again(visit: Visit, number: int) -> Response:
    found = _delivery(visit, number)
    if not _can_go_again(visit.world, found):
        raise ApiError(422, "It is still on its way, or older than three days.")
    return see(f"{DELIVERIES}/{redeliver(visit.world, found).id}")


def _delivery(visit: Visit, number: int) -> Delivery:
    for one in visit.world.outbox.log:
        if one.id == number:
            return one
    raise not_found()


def standing(world: World, one: Delivery) -> tuple[str, str]:
    """What became of a delivery, with the look of its tag."""
    if one.delivered_at is not None:
        good = 200 <= one.status_code < 300
        words = f"{one.status_code} {one.status}" if one.status_code else one.status
        return words, "good" if good else "bad"
    if any(held.delivery is one for held in world.outbox.held):
        return "held back", "warn"
    return "on its way", ""


def _can_go_again(world: World, one: Delivery) -> bool:
    return one.delivered_at is not None and one.delivered_at >= world.now() - KEPT

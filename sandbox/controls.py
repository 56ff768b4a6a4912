"""The controls under `/_sandbox`: clock, counts, faults, latency, deliveries, edit history."""

from collections.abc import Callable
from typing import Any

from flask import Flask, Response, jsonify
from flask import request as http_request
from pydantic import ValidationError

from sandbox.acts import installations
from sandbox.acts.issues import transfer_issue
from sandbox.acts.webhooks import ping
from sandbox.clock import stamp
from sandbox.errors import ApiError, not_found
from sandbox.orders import (
    ClockOrder,
    DeliveriesOrder,
    FaultOrder,
    InstallationOrder,
    LatencyOrder,
    Order,
    PlanOrder,
    RateOrder,
    RevisionOrder,
    SelectionOrder,
    TransferOrder,
    WebhookOrder,
)
from sandbox.world.calls import Fault, Kind
from sandbox.world.hooks import Mischief
from sandbox.world.issues import Actor, Revision
from sandbox.world.repositories import Repository
from sandbox.world.state import World


def read_clock(world: World) -> dict[str, Any]:
    return {"now": stamp(world.now())}


def advance_clock(world: World, order: ClockOrder) -> dict[str, Any]:
    return {"now": stamp(world.clock.advance(order.advance_seconds))}


def read_calls(world: World) -> dict[str, Any]:
    """Totals by kind and a count for each route."""
    log = world.calls
    routes = [
        {"method": method, "route": route, "count": count}
        for (method, route), count in sorted(log.routes.items())
    ]
    return {kind.value: log.kinds[kind] for kind in Kind} | {"routes": routes}


def reset_calls(world: World) -> dict[str, Any]:
    world.calls.reset()
    return read_calls(world)


def add_fault(world: World, order: FaultOrder) -> dict[str, Any]:
    fields = order.model_dump() | {"method": order.method.upper()}
    world.calls.faults.append(Fault(**fields))
    return {"faults": len(world.calls.faults)}


def clear_faults(world: World) -> dict[str, Any]:
    world.calls.faults.clear()
    return {"faults": 0}


def set_latency(world: World, order: LatencyOrder) -> dict[str, Any]:
    world.calls.latency = order.ms / 1000
    return {"ms": order.ms}


def set_rate(world: World, order: RateOrder) -> dict[str, Any]:
    for window in world.rates.windows.values():
        window.used = max(window.limit - order.remaining, 0)
    return {"remaining": order.remaining}


def disturb_deliveries(world: World, order: DeliveriesOrder) -> dict[str, Any]:
    world.outbox.mischief = Mischief(**order.model_dump())
    return order.model_dump()


def read_deliveries(world: World) -> dict[str, Any]:
    """How far the outbox is: tests wait for `waiting` to be 0."""
    log = world.outbox.log
    return {
        "waiting": sum(1 for one in log if one.delivered_at is None),
        "sent": sum(1 for one in log if one.delivered_at is not None),
        "failed": sum(1 for one in log if one.delivered_at and not 200 <= one.status_code < 300),
    }


def set_webhook(world: World, order: WebhookOrder) -> dict[str, Any]:
    if world.app is None:
        raise not_found()
    world.app.webhook_url = order.url
    world.app.webhook_secret = order.secret or world.app.webhook_secret
    ping(world)
    return {"url": order.url}


def delete_revision(world: World, order: RevisionOrder) -> dict[str, Any]:
    found, who = world.nodes.get(order.node_id), world.account(order.deleted_by)
    if not isinstance(found, Revision) or who is None:
        raise not_found()
    found.text, found.deleted_at, found.deleted_by = None, world.now(), who
    return {"deleted_at": stamp(found.deleted_at)}


def set_plan(world: World, order: PlanOrder) -> dict[str, Any]:
    world.organisation(order.organisation).plan = order.plan
    return {"plan": order.plan.value}


def transfer(world: World, order: TransferOrder) -> dict[str, Any]:
    source = world.repository(*order.repository.split("/", 1))
    target = world.repository(*order.target.split("/", 1))
    issue = source.issues.get(order.number) if source else None
    if issue is None or target is None:
        raise not_found()
    return {"number": transfer_issue(world, issue, target, _actor(world, order.actor)).number}


def step_installation(world: World, order: InstallationOrder) -> dict[str, Any]:
    found = world.installations.get(order.id)
    if found is None:
        raise not_found()
    installations.step(world, found, order.action, _actor(world, order.actor))
    return {"action": order.action.value}


def select_repositories(world: World, order: SelectionOrder) -> dict[str, Any]:
    found = world.installations.get(order.id)
    if found is None:
        raise not_found()
    added, removed = _repositories(world, order.add), _repositories(world, order.remove)
    actor = _actor(world, order.actor)
    installations.select(world, found, actor, added=added, removed=removed)
    return {"selected": len(found.selected or [])}


def _repositories(world: World, names: list[str]) -> list[Repository]:
    found = [world.repository(*name.split("/", 1)) for name in names]
    if None in found:
        raise not_found()
    return [one for one in found if one is not None]


def _actor(world: World, login: str) -> Actor:
    found = world.account(login)
    if found is None:
        raise not_found()
    return Actor(found)


READS: dict[tuple[str, str], Callable[[World], dict[str, Any]]] = {
    ("GET", "clock"): read_clock,
    ("GET", "calls"): read_calls,
    ("DELETE", "calls"): reset_calls,
    ("DELETE", "faults"): clear_faults,
    ("GET", "deliveries"): read_deliveries,
}
ORDERS: dict[str, tuple[type[Order], Callable[[World, Any], dict[str, Any]]]] = {
    "clock": (ClockOrder, advance_clock),
    "faults": (FaultOrder, add_fault),
    "latency": (LatencyOrder, set_latency),
    "rate": (RateOrder, set_rate),
    "deliveries": (DeliveriesOrder, disturb_deliveries),
    "webhook": (WebhookOrder, set_webhook),
    "revisions/delete": (RevisionOrder, delete_revision),
    "plan": (PlanOrder, set_plan),
    "transfer": (TransferOrder, transfer),
    "installation": (InstallationOrder, step_installation),
    "selection": (SelectionOrder, select_repositories),
}


def mount_controls(app: Flask, world: World) -> None:
    @app.route("/_sandbox/<path:name>", methods=["GET", "POST", "DELETE"])
    def control(name: str) -> Response:
        with world.lock:
            try:
                return jsonify(_obey(world, name))
            except ApiError as error:
                response = jsonify(error.body())
                response.status_code = error.status
                return response


def _obey(world: World, name: str) -> dict[str, Any]:
    read = READS.get((http_request.method, name))
    if read is not None:
        return read(world)
    if http_request.method != "POST" or name not in ORDERS:
        raise not_found()
    model, obey = ORDERS[name]
    try:
        order = model.model_validate(http_request.get_json(force=True, silent=True))
    except ValidationError as error:
        raise ApiError(422, str(error)) from None
    return obey(world, order)

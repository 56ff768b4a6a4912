"""The controls under `/_sandbox`: clock, counts, faults, latency, deliveries, edit history."""

from collections.abc import Callable
from random import Random
from typing import Any

from flask import Flask, Response, jsonify
from flask import request as http_request
from pydantic import ValidationError

from sandbox.acts import checks, installations, repositories
from sandbox.acts.issues import transfer_issue
from sandbox.acts.people import add_organisation
from sandbox.acts.runner.progress import advance_everywhere
from sandbox.acts.webhooks import ping
from sandbox.clock import stamp
from sandbox.errors import ApiError, not_found
from sandbox.mistakes import mistakes
from sandbox.orders import (
    CheckRunOrder,
    ClockOrder,
    DeliveriesOrder,
    FaultOrder,
    InstallationOrder,
    LatencyOrder,
    LimitsOrder,
    MergeabilityOrder,
    Order,
    PermissionsOrder,
    PlanOrder,
    RateOrder,
    ReleaseOrder,
    RepositoryTransferOrder,
    RevisionOrder,
    SelectionOrder,
    TransferOrder,
    VisibilityOrder,
    WebhookOrder,
)
from sandbox.workflow_controls import (
    BypassOrder,
    OutcomeOrder,
    TokenOrder,
    give_token,
    set_bypass,
    set_outcome,
    step,
)
from sandbox.world.calls import CallRecord, Kind
from sandbox.world.hooks import Mischief
from sandbox.world.issues import Actor, Revision
from sandbox.world.repositories import Repository
from sandbox.world.state import World


def read_clock(world: World) -> dict[str, Any]:
    return {"now": stamp(world.now())}


def advance_clock(world: World, order: ClockOrder) -> dict[str, Any]:
    now = world.clock.advance(order.advance_seconds)
    world.outbox.release_due(now)
    advance_everywhere(world)
    return {"now": stamp(now)}


def read_calls(world: World) -> dict[str, Any]:
    """Totals by kind and a count for each route."""
    log = world.calls
    routes = [
        {"method": method, "route": route, "count": count}
        for (method, route), count in sorted(log.routes.items())
    ]
    return {kind.value: log.kinds[kind] for kind in Kind} | {"routes": routes}


def read_call_log(world: World) -> dict[str, Any]:
    """Every call that is on record with a number beyond `after`, oldest first."""
    after = http_request.args.get("after", "0")
    if not after.isdigit():
        raise ApiError(422, "after is the number of a call.")
    records = [one for one in world.calls.records if one.number > int(after)]
    return {"last": world.calls.last_number, "calls": [_record(one) for one in records]}


def _record(one: CallRecord) -> dict[str, Any]:
    call = one.arrival
    return {
        "number": one.number,
        "at": one.at.isoformat(timespec="milliseconds"),
        "started": one.started,
        "ended": one.ended,
        "caller": call.caller,
        "connection": call.connection,
        "user_agent": call.user_agent,
        "method": call.method,
        "route": call.route,
        "path": call.path,
        "mutations": list(call.mutations),
        "kind": call.kind.value,
        "creating": call.creating,
        "points": call.points,
        "status": one.status,
        "fault": one.fault or None,
    }


def reset_calls(world: World) -> dict[str, Any]:
    world.calls.reset()
    return read_calls(world)


def add_fault(world: World, order: FaultOrder) -> dict[str, Any]:
    world.calls.faults.append(order.fault())
    return {"faults": len(world.calls.faults)}


def clear_faults(world: World) -> dict[str, Any]:
    """End all faults; connections that are held are cut."""
    for fault in world.calls.faults:
        fault.released.set()
    world.calls.faults.clear()
    return {"faults": 0}


def set_latency(world: World, order: LatencyOrder) -> dict[str, Any]:
    world.calls.latency = order.ms / 1000
    return {"ms": order.ms}


def set_rate(world: World, order: RateOrder) -> dict[str, Any]:
    for window in world.rates.windows.values():
        window.used = max(window.limit - order.remaining, 0)
    return {"remaining": order.remaining}


def set_limits(world: World, order: LimitsOrder) -> dict[str, Any]:
    for name in order.model_fields_set:
        setattr(world.limits, name, getattr(order, name))
    return {name: getattr(world.limits, name) for name in LimitsOrder.model_fields}


def disturb_deliveries(world: World, order: DeliveriesOrder) -> dict[str, Any]:
    world.outbox.mischief = Mischief(**order.model_dump())
    return order.model_dump()


def read_deliveries(world: World) -> dict[str, Any]:
    """How far the outbox is: tests wait for `waiting` to be 0."""
    log = world.outbox.log
    return {
        "waiting": sum(1 for one in log if one.delivered_at is None),
        "held": len(world.outbox.held),
        "sent": sum(1 for one in log if one.delivered_at is not None),
        "failed": sum(1 for one in log if one.delivered_at and not 200 <= one.status_code < 300),
    }


def release_deliveries(world: World, order: ReleaseOrder) -> dict[str, Any]:
    chosen = list(world.outbox.held)
    if order.shuffle is not None:
        Random(order.shuffle).shuffle(chosen)  # noqa: S311 - repeatable on purpose
    world.outbox.release(chosen)
    return {"released": len(chosen)}


def set_visibility(world: World, order: VisibilityOrder) -> dict[str, Any]:
    world.seconds_hidden = order.seconds
    return {"seconds": order.seconds}


def set_mergeability(world: World, order: MergeabilityOrder) -> dict[str, Any]:
    world.unknown_reads = order.unknown_reads
    return {"unknown_reads": order.unknown_reads}


def ask_check_run(world: World, order: CheckRunOrder) -> dict[str, Any]:
    (where,) = _repositories(world, [order.repository])
    run, actor = where.checks.runs.get(order.id), _actor(world, order.actor)
    if run is None:
        raise not_found()
    if order.identifier is None:
        checks.rerequest_run(world, run, actor)
        return {"id": run.id}
    for action in run.actions:
        if action.identifier == order.identifier:
            checks.press(world, run, action, actor)
            return {"id": run.id}
    raise not_found()


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


def set_permissions(world: World, order: PermissionsOrder) -> dict[str, Any]:
    found = world.installations.get(order.id)
    if found is None:
        raise not_found()
    installations.permit(world, found, dict(order.permissions), _actor(world, order.actor))
    return {"permissions": found.permissions}


def transfer_repository(world: World, order: RepositoryTransferOrder) -> dict[str, Any]:
    (one,) = _repositories(world, [order.repository])
    target = world.organisations.get(order.organisation.lower())
    if target is None:
        target = add_organisation(world, order.organisation, one.owner.plan, one.owner.base_role)
    repositories.transfer_repository(world, one, target, _actor(world, order.actor))
    return {"full_name": one.full_name}


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
    ("GET", "calls/log"): read_call_log,
    ("DELETE", "calls"): reset_calls,
    ("DELETE", "faults"): clear_faults,
    ("GET", "deliveries"): read_deliveries,
    ("POST", "workflows/step"): step,
}
ORDERS: dict[str, tuple[type[Order], Callable[[World, Any], dict[str, Any]]]] = {
    "clock": (ClockOrder, advance_clock),
    "faults": (FaultOrder, add_fault),
    "latency": (LatencyOrder, set_latency),
    "rate": (RateOrder, set_rate),
    "limits": (LimitsOrder, set_limits),
    "deliveries": (DeliveriesOrder, disturb_deliveries),
    "deliveries/release": (ReleaseOrder, release_deliveries),
    "mergeability": (MergeabilityOrder, set_mergeability),
    "check_run": (CheckRunOrder, ask_check_run),
    "visibility": (VisibilityOrder, set_visibility),
    "permissions": (PermissionsOrder, set_permissions),
    "repositories/transfer": (RepositoryTransferOrder, transfer_repository),
    "webhook": (WebhookOrder, set_webhook),
    "revisions/delete": (RevisionOrder, delete_revision),
    "plan": (PlanOrder, set_plan),
    "transfer": (TransferOrder, transfer),
    "installation": (InstallationOrder, step_installation),
    "selection": (SelectionOrder, select_repositories),
    "workflows/outcome": (OutcomeOrder, set_outcome),
    "workflows/token": (TokenOrder, give_token),
    "environments/bypass": (BypassOrder, set_bypass),
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
        raise ApiError(422, "; ".join(mistakes(error))) from None
    return obey(world, order)

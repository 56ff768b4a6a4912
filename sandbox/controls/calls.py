"""Counts and the log of the calls to the API."""

from typing import Any

from flask import request as http_request

from sandbox.controls.control import Controls
from sandbox.errors import ApiError
from sandbox.world.calls import CallRecord, Kind
from sandbox.world.state import World

controls = Controls()


@controls.plain("GET", "calls")
def read_calls(world: World) -> dict[str, Any]:
    """Totals by kind and a count for each route."""
    log = world.calls
    routes = [
        {"method": method, "route": route, "count": count}
        for (method, route), count in sorted(log.routes.items())
    ]
    return {kind.value: log.kinds[kind] for kind in Kind} | {"routes": routes}


@controls.plain("GET", "calls/log")
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


@controls.plain("DELETE", "calls")
def reset_calls(world: World) -> dict[str, Any]:
    world.calls.reset()
    return read_calls(world)

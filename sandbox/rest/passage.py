"""The way of every API call, REST or GraphQL: put on record, delayed, spoiled or answered."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from select import select
from socket import SHUT_RDWR, socket
from time import monotonic, sleep, thread_time
from uuid import uuid4

from flask import Response
from flask import request as http_request

from sandbox import transcript
from sandbox.rest.caller import USER_TOKEN, Caller, InstallationCaller
from sandbox.rest.refusals import GRAPHQL, secondary_limit, spoiled
from sandbox.rest.versions import HEADER as VERSION
from sandbox.rest.versions import SELECTED, selected
from sandbox.world.calls import Arrival, CallRecord, Kind
from sandbox.world.faults import Fault, Mode
from sandbox.world.limits import Spending
from sandbox.world.state import World

LOOK = 0.05


def arrival(
    world: World,
    route: str,
    kind: Kind,
    *,
    mutations: Sequence[str] = (),
    creating: int | None = None,
) -> Arrival:
    """The present HTTP request as a call of this route."""
    environ = http_request.environ
    return Arrival(
        method="GET" if http_request.method == "HEAD" else http_request.method,
        route=route,
        path=http_request.path,
        kind=kind,
        caller=_caller(world, http_request.headers.get("Authorization", "")),
        connection=f"{environ.get('REMOTE_ADDR')}:{environ.get('REMOTE_PORT')}",
        user_agent=http_request.headers.get("User-Agent", ""),
        mutations=mutations,
        creating=int(kind is Kind.CONTENT) if creating is None else creating,
    )


def _caller(world: World, authorization: str) -> str:
    """Who says to be calling: whether that is so is for the gate to find out."""
    credential = authorization.partition(" ")[2].strip()
    if credential.startswith(USER_TOKEN):
        return f"user {credential.removeprefix(USER_TOKEN)}"
    token = world.tokens.get(credential)
    if token is not None:
        return f"installation {token.installation.id}"
    if credential.startswith("ghs_"):
        return "installation ?"
    return "app" if credential else "anonymous"


def is_too_much(world: World, caller: Caller, call: Arrival) -> bool:
    """Whether a call is beyond what its installation may do; others are not limited so."""
    if not isinstance(caller, InstallationCaller):
        return False
    return world.limits.refuses(call.caller, _spending(world, call))


def _spending(world: World, call: Arrival) -> Spending:
    endpoint, of_graphql = f"{call.method} {call.route}", call.route == GRAPHQL
    return Spending(world.clock.exact(), endpoint, of_graphql, call.points, call.creating)


@contextmanager
def timed(world: World, caller: Caller, call: Arrival) -> Iterator[None]:
    """Count the time on the processor that the call takes: of this thread, and not of its waits."""
    began = thread_time()
    try:
        yield
    finally:
        if isinstance(caller, InstallationCaller):
            world.limits.worked(call.caller, _spending(world, call), thread_time() - began)


def passed(world: World, call: Arrival, answer: Callable[[], Response]) -> Response:
    """The answer to a call, or what a fault or a crowd makes of it."""
    http_request.get_data()  # nothing of it may be left on a connection that is watched
    with world.lock:
        record = world.calls.begin(call, world.clock.exact(), monotonic())
        fault = world.calls.take_fault(call)
        record.fault = fault.mode.value if fault else ""
        world.limits.under_way[call.caller] += 1
    try:
        response = _delayed(world, record, fault, answer)
        for name, value in every_answer(world).items():
            response.headers.setdefault(name, value)
        transcript.exchanged(record, response)
        return response
    finally:
        with world.lock:
            record.ended = monotonic()
            world.limits.under_way[call.caller] -= 1


def every_answer(world: World) -> dict[str, str]:
    """The headers of GitHub's every answer, a refusal included.

    Only that of a version that is none says of no version that it was selected.
    """
    version = selected(world, http_request.headers.get(VERSION))
    return {
        "X-GitHub-Request-Id": uuid4().hex[:24].upper(),
        "X-GitHub-Media-Type": "github.v3; format=json",
    } | ({SELECTED: version} if version else {})


def _delayed(
    world: World, record: CallRecord, fault: Fault | None, answer: Callable[[], Response]
) -> Response:
    wait = world.calls.latency + (fault.ms / 1000 if fault else 0)
    if wait:
        sleep(wait)
    with world.lock:
        response = _answered(world, record, fault, answer)
    if fault is None or not fault.keeps_the_answer:
        record.status = response.status_code
        return response
    _keep_silent(fault)
    return response


def _answered(
    world: World, record: CallRecord, fault: Fault | None, answer: Callable[[], Response]
) -> Response:
    call = record.arrival
    if fault is not None and fault.mode is not Mode.SLOW and not fault.after_effect:
        return spoiled(world, call, fault)
    if call.caller.startswith("installation") and world.limits.is_crowded(call.caller):
        return secondary_limit(call, world.limits.status, world.limits.retry_after)
    response = answer()
    return response if fault is None or fault.mode is Mode.SLOW else spoiled(world, call, fault)


def _keep_silent(fault: Fault) -> None:
    """Give no answer: hold the connection if that is the fault's way, then cut it."""
    connection = http_request.environ.get("werkzeug.socket")
    if not isinstance(connection, socket):
        return
    if fault.mode is Mode.HANG:
        while not fault.released.is_set() and not _has_ended(connection):
            """Wait for the caller, or for the fault to be cleared."""
    try:
        connection.shutdown(SHUT_RDWR)
    except OSError:
        """The caller was quicker."""


def _has_ended(connection: socket) -> bool:
    """Whether the caller gave up; a call leaves nothing to read while it is answered."""
    readable, _, _ = select([connection], [], [], LOOK)
    return bool(readable)

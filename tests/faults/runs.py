"""One run: a job in which one call fails, and what must be true when it has ended."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.domain.state import State
from app.store import tables
from tests.faults.places import Place
from tests.faults.table import End, Fault
from tests.journeys.acme import Acme, connect
from tests.journeys.request import Request
from tests.journeys.whole import assert_one_pair

TIMEOUT_SECONDS = 1
"""How long Slipway waits for an answer here."""

_OUR_LABELS = ("slipway/", "approved/", "rejected")


@dataclass(frozen=True, slots=True)
class Run:
    """A fault at a place."""

    place: Place
    fault: Fault

    def __str__(self) -> str:
        return f"{self.fault.name} at {self.place}"


def play(acme: Acme, runs: Sequence[Run], service: str) -> None:
    """Play one job with these faults in it. Raises AssertionError for what must not be."""
    forget_labels(acme)
    for run in runs:
        place = {"method": run.place.method, "route": run.place.route, "skip": run.place.skip}
        acme.controls("faults", **place, **run.fault.order, by="app")
    request = fresh(acme).files(name=service)
    request.is_approved()
    stopped = brought_to_its_end(request)
    acme.sandbox.world.calls.faults.clear()

    may_stop = any(run.fault.end is End.BY_HAND for run in runs)
    assert may_stop or not stopped, "the build stopped"
    assert_ended_well(request, service, stops=stopped)


def forget_labels(acme: Acme) -> None:
    """The control repository without the labels that Slipway makes, as for its first job."""
    world = acme.sandbox.world
    with world.lock:
        control = world.repository("acme", "services")
        assert control is not None
        for name in [name for name in control.labels if name.startswith(_OUR_LABELS)]:
            del control.labels[name]


def fresh(acme: Acme) -> Acme:
    """The same organisation, seen by a Slipway that has just been started."""
    github = connect(acme.sandbox, database=acme.bench.database, timeout_seconds=TIMEOUT_SECONDS)
    return acme.with_bench(github=github)


def brought_to_its_end(request: Request, patience: int = 6) -> int:
    """An admin has mended what there was, people retry, hours pass; how often it stopped."""
    stops = 0
    for _ in range(patience):
        match request.row.state:
            case State.LIVE:
                return stops
            case State.FAILED:
                stops += 1
                assert "Next:" in request.headline, request.headline
                request.is_commented("/slipway retry")
            case _:
                request.acme.waits(3700)
                request.acme.settles()
    raise AssertionError(f"it came to no end: {request.row}")


def assert_ended_well(request: Request, service: str, *, stops: int) -> None:
    """One whole pair, nothing said twice, and nothing left to do or to wait for."""
    assert_one_pair(request, service)
    notices = request.notices
    assert len([text for text in notices if "your service is live" in text]) == 1
    assert len([text for text in notices if "the build stopped" in text]) == stops
    assert len(set(notices)) == len(notices), "a notice was posted twice"
    row = request.row
    assert (row.wait_until, row.wait_reason, row.failure) == (None, "", None)
    with request.acme.bench.database.transaction() as tx:
        kept = tables.reservations.c.request_id == row.id
        reserved = select(func.count()).select_from(tables.reservations).where(kept)
        assert tx.connection.execute(reserved).scalar_one() == 0, "names are still reserved"

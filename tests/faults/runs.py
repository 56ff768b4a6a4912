"""One run: a job in which one thing goes wrong, and what must be true when it has ended."""

import itertools
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import delete, func, select

from app.domain.state import State
from app.github.calls import Call, OnCall, log_call
from app.store import tables
from sandbox.world.faults import Fault as Spoiling
from tests.faults.acts import ACTS, Act
from tests.faults.places import Place
from tests.faults.table import FAULTS, End, Fault, spells
from tests.journeys.acme import Acme, connect
from tests.journeys.halts import works
from tests.journeys.request import Request
from tests.journeys.rounds import next_wait
from tests.journeys.whole import assert_one_pair
from tests.patience import until

CREATE = "POST /orgs/{org}/repos"

SPELLS = 12
"""So many whole jobs are played in which a fifth of all calls fail."""

TIMEOUT_SECONDS = 1
"""How long Slipway waits for an answer here."""

_OUR_LABELS = ("slipway/", "approved/", "rejected")

_ADMIN_COMES_AFTER = timedelta(minutes=20)
"""Steps that fail are parked by then, and what is held back for an hour is not tried again."""


@dataclass(frozen=True, slots=True)
class Run:
    """A fault, or an act, at a place; without one, a fault of the whole job."""

    what: Fault | Act
    place: Place | None = None

    def __str__(self) -> str:
        return f"{self.what.name} at {self.place}" if self.place else self.what.name


def all_runs(places: Sequence[Place]) -> list[Run]:
    """Every fault at every call, every act before every call it fits, and whole jobs in trouble."""
    faults = [Run(fault, place) for place in places for fault in FAULTS]
    acts = [Run(act, place) for place in places for act in ACTS if _fits(act, place, places)]
    return [*faults, *acts, *(Run(spell) for spell in spells(SPELLS))]


def _fits(act: Act, place: Place, places: Sequence[Place]) -> bool:
    """Before the first call nothing has begun, and a repository has to be made first."""
    number = {str(one): one.number for one in places}
    begins = number[CREATE] if act.of_pair else 0
    return begins < place.number <= number.get(act.last, len(places))


def play(acme: Acme, runs: Sequence[Run], service: str) -> list[Run]:
    """Play a job with these in it, faults or one act; those to whose place nobody came.

    Raises AssertionError for what must not be.
    """
    forget(acme)
    match runs:
        case [Run(what=Act() as act, place=Place() as place)]:
            return [] if _play_act(acme, act, place, service) else list(runs)
        case _:
            return _play_faults(acme, runs, service)


def _play_faults(acme: Acme, runs: Sequence[Run], service: str) -> list[Run]:
    spoilings = [_spoil(acme, run) for run in runs]
    request = fresh(acme).files(name=service)
    request.is_approved()
    stopped = brought_to_its_end(request)
    acme.sandbox.world.calls.faults.clear()

    may_stop = any(run.what.end is End.BY_HAND for run in runs)
    assert may_stop or not stopped, "the build stopped"
    assert_ended_well(request, service, stops=stopped)
    return [run for run, (one, left) in zip(runs, spoilings, strict=True) if one.times == left]


def _spoil(acme: Acme, run: Run) -> tuple[Spoiling, int]:
    """What the sandbox holds of a fault, and how many calls it may strike."""
    assert isinstance(run.what, Fault)
    where = run.place
    place = {"method": where.method, "route": where.route, "skip": where.skip} if where else {}
    acme.controls("faults", **place, **run.what.order, by="app")
    made = acme.sandbox.world.calls.faults[-1]
    return made, made.times


def _play_act(acme: Acme, act: Act, place: Place, service: str) -> bool:
    """Whether somebody came to the place."""
    done = ExitStack()
    begun = False
    calls = itertools.count(1)

    def on_call(_: Call) -> None:
        nonlocal begun
        if next(calls) == place.number:
            begun = True
            done.enter_context(act.done(acme, service))

    here = fresh(acme, on_call)
    request = _Attended(here.sandbox, here.bench, done.close).files(name=service)
    request.is_approved()
    stopped = brought_to_its_end(request)

    assert act.end is End.BY_HAND or not stopped, "the build stopped"
    assert_ended_well(request, service, stops=stopped)
    return begun


class _Patient(Acme):
    """Acme where what GitHub is still at has its effect before the next seconds pass."""

    def waits(self, seconds: float = 2) -> None:
        until(self._is_github_done)
        super().waits(seconds)

    def _is_github_done(self) -> bool:
        world = self.sandbox.world
        with world.lock:
            return not any(world.limits.under_way.values())


@dataclass
class _Attended(Acme):
    """Acme where an admin mends what was done once Slipway can do nothing more for a while."""

    mend: Callable[[], None]

    def settles(self) -> None:
        self._comes_to_a_halt()
        self.mend()
        self._comes_to_a_halt()

    def _comes_to_a_halt(self) -> None:
        works(self)
        while (wait := next_wait(self.bench)) is not None and wait < _ADMIN_COMES_AFTER:
            self.waits(wait.total_seconds() + 1)
            works(self)


def forget(acme: Acme) -> None:
    """The organisation without what Slipway makes or reads once there, as for its first job."""
    with acme.bench.database.transaction() as tx:
        tx.connection.execute(delete(tables.template_trees))
    world = acme.sandbox.world
    with world.lock:
        control = world.repository("acme", "services")
        assert control is not None
        for name in [name for name in control.labels if name.startswith(_OUR_LABELS)]:
            del control.labels[name]


def fresh(acme: Acme, on_call: OnCall = log_call) -> Acme:
    """The same organisation, seen by a Slipway that has just been started."""
    github = connect(acme.sandbox, on_call, acme.bench.database, timeout_seconds=TIMEOUT_SECONDS)
    return _Patient(acme.sandbox, replace(acme.bench, github=github))


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

"""Chores: what is done now and then, by whichever worker comes first and by no other."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog

from app.domain.budget import Lane
from app.github.errors import Busy, GitHubError
from app.github.warrant import Warrant
from app.store import chores
from app.store.chores import Chore, LostChore
from app.store.claims import LostClaim
from app.usecases.turns import IsOver, never
from app.usecases.workbench import Workbench

LEASE = timedelta(minutes=2)
"""How long a chore may go without a sign of life: more than its longest call takes."""

_LONGEST_PAUSE = timedelta(hours=1)
_EVER = datetime.min.replace(tzinfo=UTC)

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a chore: a sentence for operators, what it keeps for its next time.

    `again_at` is set where that is not to be after the usual interval.
    """

    note: str
    data: Mapping[str, Any]
    again_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """A chore and how often it is due. `do` may be ended at any point, and is then done again.

    It asks now and then whether its turn is over, and keeps the rest for the next one.
    """

    name: str
    interval: timedelta
    do: Callable[[Workbench, Chore, IsOver], Done]


def run_due(bench: Workbench, duties: Iterable[Duty], is_over: IsOver = never) -> bool:
    """Do each chore that is due, once, until the turn is over; whether there is more to do now."""
    wants_more = False
    for duty in _due(bench, duties):
        if is_over():
            return True
        wants_more |= _run(bench, duty, is_over)
    return wants_more


def _due(bench: Workbench, duties: Iterable[Duty]) -> list[Duty]:
    """Those first that are due for longest: one that goes on and on holds up no other."""
    with bench.database.transaction() as tx:
        due_at = {one.name: one.due_at for one in chores.known(tx)}
    now = bench.clock()
    due = [one for one in duties if due_at.get(one.name, now) <= now]
    return sorted(due, key=lambda one: due_at.get(one.name, _EVER))


def _run(bench: Workbench, duty: Duty, is_over: IsOver) -> bool:
    """Do it if it is due and nobody else does; the trouble of one does not touch the others."""
    with bench.database.transaction() as tx:
        chore = chores.claim(tx, duty.name, bench.clock(), LEASE)
    if chore is None:
        return False
    with structlog.contextvars.bound_contextvars(chore=duty.name):
        try:
            return _try(bench, duty, chore, is_over)
        except (LostChore, LostClaim) as lost:
            _log.warning("claim lost", reason=str(lost))
    return False


def _try(bench: Workbench, duty: Duty, chore: Chore, is_over: IsOver) -> bool:
    """Raises LostChore or LostClaim when another worker took over."""
    try:
        return _attempt(bench, duty, chore, is_over)
    except (LostChore, LostClaim):
        raise
    except Busy as busy:
        _log.info("waiting for GitHub", until=busy.retry_at.isoformat(), reason=str(busy))
        with bench.database.transaction() as tx:
            chores.postpone(tx, chore, busy.retry_at, str(busy))
    except Exception as error:  # noqa: BLE001 - said and tried again, like a request's trouble
        _fail(bench, duty, chore, error)
    return False


def _attempt(bench: Workbench, duty: Duty, chore: Chore, is_over: IsOver) -> bool:
    done = duty.do(bench.under(_warrant(chore)), chore, is_over)
    now = bench.clock()
    due_at = done.again_at or now + duty.interval
    with bench.database.transaction() as tx:
        chores.finish(tx, chore, now, due_at, done.note, done.data)
    _log.info("chore done", note=done.note)
    return due_at <= now


def _warrant(chore: Chore) -> Warrant:
    """Every call keeps the claim; people's own requests go first."""
    return Warrant(
        purpose=f"chore: {chore.name}",
        lane=Lane.FLEET,
        lease=LEASE,
        renew=lambda tx, now: chores.hold(tx, chore, now, LEASE),
    )


def _fail(bench: Workbench, duty: Duty, chore: Chore, error: Exception) -> None:
    """Try again sooner than usual, then ever later; never in a hurry."""
    expected = isinstance(error, GitHubError)
    _log.warning(
        "chore failed", exc_info=not expected, reason=str(error), failures=chore.failures + 1
    )
    pause = min(timedelta(minutes=1) * 2 ** min(chore.failures, 10), duty.interval, _LONGEST_PAUSE)
    with bench.database.transaction() as tx:
        chores.fail(tx, chore, bench.clock() + pause, str(error))

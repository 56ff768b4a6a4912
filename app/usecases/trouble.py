"""Decides what becomes of work that went wrong: it waits, is tried later, or is parked."""

from dataclasses import asdict
from datetime import datetime, timedelta

import structlog

from app.domain.replies.waits import build_waits
from app.domain.state import State
from app.domain.status import Failure
from app.github.errors import Busy, GitHubError, Unauthorised, Unavailable, VersionRetired
from app.store import requests
from app.store.audit import Action
from app.store.claims import LostClaim
from app.store.requests import RequestRow
from app.usecases import explanations, obstacles, parking, record, scaffold
from app.usecases.build import load_build
from app.usecases.failures import ATTEMPTS, stuck
from app.usecases.obstacles import Obstacle
from app.usecases.pauses import SLOW_RETRY, growing, jittered
from app.usecases.workbench import Workbench

# Who looks at an issue for so long wonders whether anything happens.
_LONG_WAIT = timedelta(minutes=1)

# Five attempts of a step outlast a failing of GitHub of two minutes. A look makes many calls, so
# that it fails often in a bad spell of GitHub's: it comes back sooner, and as often as it takes.
_STEP = (4, timedelta(minutes=15))
_LOOK = (2, timedelta(minutes=2))

_log = structlog.get_logger(__name__)


def take(bench: Workbench, row: RequestRow, error: Exception, *, looking: bool) -> bool:
    """See to it that work which failed goes on, or that people know why not.

    `looking` tells whether it was a look that failed, or a step of the build. True if it was a
    look that comes to nothing for long, for which a build does not wait: it is looked at after
    its next step, or once it is built.
    """
    try:
        return _decide(bench, row, error, looking=looking)
    except LostClaim:
        raise
    except Exception as another:  # noqa: BLE001 - it must come to rest whatever happens
        # Not even this much could be asked or said: all the more reason to come back later.
        _log.warning("trouble with trouble", exc_info=True, reason=str(another))
        _try_later(bench, row, error, looking=looking)
        return False


def _decide(bench: Workbench, row: RequestRow, error: Exception, *, looking: bool) -> bool:
    if isinstance(error, Busy):
        _wait(bench, row, error)
        return False
    expected = isinstance(error, GitHubError)
    _log.warning("work failed", exc_info=not expected, reason=str(error), failures=row.failures + 1)
    obstacle = _obstacle(bench, row, error)
    is_hopeless = obstacle is not None or _is_stuck(row, error)
    if looking and is_hopeless and row.state is State.BUILDING:
        return True
    if obstacle:
        _hold(bench, row, obstacle, looking=looking)
    elif looking and is_hopeless:
        _park_look(bench, row, error)
    elif looking or not parking.park_if_hopeless(bench, row, error):
        _try_later(bench, row, error, looking=looking)
    return False


def _wait(bench: Workbench, row: RequestRow, error: Busy) -> None:
    """Come back when GitHub's limits allow it; a build that waits for long says so.

    A look that nobody waits for is due later instead: who speaks up meanwhile does not wait along.
    """
    _log.info("waiting for GitHub", until=error.retry_at.isoformat(), reason=str(error))
    now = bench.clock()
    wait = {"wait_until": error.retry_at, "wait_reason": str(error)}
    later = wait if row.is_awaited else {"look_at": error.retry_at}
    with bench.database.transaction() as tx:
        row = requests.save(tx, row, now, **later)
    if row.state is State.BUILDING and error.retry_at - now > _LONG_WAIT:
        waiting = build_waits(error.reason, error.retry_at)
        scaffold.show_progress(load_build(bench, row), waiting)


def _obstacle(bench: Workbench, row: RequestRow, error: Exception) -> Obstacle | None:
    """What an admin must mend before anything goes on, if it is that."""
    if not isinstance(error, GitHubError) or isinstance(error, Unavailable):
        return None
    try:
        return obstacles.obstacle(bench, row.organisation)
    except GitHubError as another:
        _log.info("obstacle not found out", reason=str(another))
        return None


def _hold(bench: Workbench, row: RequestRow, obstacle: Obstacle, *, looking: bool) -> None:
    """Wait until GitHub tells that it is mended, looking slowly in case that news is lost."""
    now = bench.clock()
    later = now + jittered(SLOW_RETRY)
    with bench.database.transaction() as tx:
        soon = _soon(now, row, looking=looking)
        requests.hold_back(tx, row, now, later, soon, str(obstacle))
    _log.warning("held back", reason=str(obstacle))
    if obstacle.can_be_told:
        explanations.held_back(bench, row, obstacle)


def _is_stuck(row: RequestRow, error: Exception) -> bool:
    """It is neither GitHub's failing nor the operator's business alone, as key and version are."""
    passes = isinstance(error, Unavailable | Unauthorised | VersionRetired)
    return row.failures + 1 >= ATTEMPTS and not passes


def _park_look(bench: Workbench, row: RequestRow, error: Exception) -> None:
    """Leave a look that fails over and over to the operator; others go on meanwhile."""
    now = bench.clock()
    failure = stuck(error, row.failures + 1)
    # A build that stopped says why in the same place, and that is what its people have to mend.
    kept = {} if row.state is State.FAILED else {"failure": asdict(failure)}
    with bench.database.transaction() as tx:
        row = requests.save(
            tx,
            row,
            now,
            failures=row.failures + 1,
            wait_until=now + jittered(SLOW_RETRY),
            wait_reason=_said(failure),
            **kept,
        )
        # In words that stay the same with every further failure, which is no news.
        parked = f"Looking at it failed over and over. {failure.why}"
        record.act(tx, row, now, Action.PARKED, parked)
    _log.error("look parked", what=failure.what, why=failure.why)
    explanations.parked(bench, row, failure)


def _try_later(bench: Workbench, row: RequestRow, error: Exception, *, looking: bool) -> None:
    now = bench.clock()
    with bench.database.transaction() as tx:
        requests.save(
            tx,
            row,
            now,
            failures=row.failures + 1,
            wait_until=_soon(now, row, looking=looking),
            wait_reason=f"Attempt {row.failures + 1} failed, and it is tried again. {error}",
        )


def _said(failure: Failure) -> str:
    return f"{failure.what} {failure.why}"


def _soon(now: datetime, row: RequestRow, *, looking: bool) -> datetime:
    """After 2 seconds, then longer with each failure in a row."""
    growth, longest = _LOOK if looking else _STEP
    return now + growing(row.failures, growth, longest)

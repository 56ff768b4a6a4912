"""Works on one request until nothing is left to do now: looks at it, then builds step by step."""

import random
from datetime import datetime, timedelta

import structlog

from app.domain.state import State
from app.github.errors import Busy, GitHubError, NotFound
from app.store import requests
from app.store.requests import LostClaim, RequestRow
from app.usecases import look, scaffold
from app.usecases.workbench import Workbench

_LONGEST_WAIT = timedelta(minutes=15)

_log = structlog.get_logger(__name__)


def advance(bench: Workbench, request_id: int) -> None:
    """Do all that can be done for a request now. Safe to call at any time, any number of times."""
    with bench.database.transaction() as tx:
        claimed = requests.claim(tx, request_id, bench.clock(), bench.lease)
    if claimed is None:
        return
    row: RequestRow | None = claimed
    try:
        while row is not None and row.is_due(bench.clock()):
            row = _one_unit(bench, row)
    except LostClaim as lost:
        _log.warning("claim lost", reason=str(lost))
    finally:
        _give_back(bench, claimed)


def _one_unit(bench: Workbench, row: RequestRow) -> RequestRow | None:
    """Look at the request, or build one step; the row afterwards, None if the claim was lost."""
    try:
        if row.needs_a_look(bench.clock()):
            look.look(bench, row)
        else:
            scaffold.build_next(bench, row)
    except LostClaim:
        raise
    except Exception as error:  # noqa: BLE001 - one request's trouble must not stop the others
        _take_trouble(bench, row, error)
    with bench.database.transaction() as tx:
        return requests.renew(tx, row, bench.clock(), bench.lease)


def _take_trouble(bench: Workbench, row: RequestRow, error: Exception) -> None:
    """Wait for GitHub if it says so, try again later if that may help, else park the build."""
    now = bench.clock()
    if isinstance(error, Busy):
        _log.info("waiting for GitHub", until=error.retry_at.isoformat(), reason=str(error))
        with bench.database.transaction() as tx:
            requests.save(tx, row, now, wait_until=error.retry_at)
        return
    if isinstance(error, NotFound):
        # Perhaps the App was installed anew, under another id, and another process heard of it.
        bench.github.forget_installation(row.organisation)
    expected = isinstance(error, GitHubError)
    _log.warning("work failed", exc_info=not expected, reason=str(error), failures=row.failures + 1)
    if row.state is State.BUILDING and scaffold.park_if_hopeless(bench, row, error):
        return
    with bench.database.transaction() as tx:
        requests.save(
            tx, row, now, failures=row.failures + 1, wait_until=_later(now, row.failures + 1)
        )


def _later(now: datetime, failures: int) -> datetime:
    """After 2, 4, 8 … seconds, with jitter so that many do not come back together."""
    wait = min(timedelta(seconds=2 ** min(failures, 12)), _LONGEST_WAIT)
    return now + wait * random.uniform(0.75, 1.25)  # noqa: S311 - jitter, not a secret


def _give_back(bench: Workbench, claimed: RequestRow) -> None:
    with bench.database.transaction() as tx:
        row = requests.release(tx, claimed)
        # Said while we worked, by somebody whose own call found the claim taken.
        if row is not None and row.is_due(bench.clock()):
            tx.after_commit(lambda: bench.hints.request(row.id))

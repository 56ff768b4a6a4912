"""Works on one row of what is wanted and seen, until nothing is left to do for it now."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Generic

import structlog
from sqlalchemy import Table

from app.domain.budget import Lane
from app.github.errors import Busy, GitHubError, Unavailable
from app.github.permissions import Permissions
from app.github.warrant import Warrant
from app.store import claims, outage, wants
from app.store.claims import LostClaim
from app.store.wants import Row
from app.usecases import obstacles
from app.usecases.pauses import SLOW_RETRY, growing, jittered
from app.usecases.workbench import Workbench

# Nobody's own work stands still meanwhile, so that it need not come back quickly for ever.
_GROWTH, _LONGEST = 4, SLOW_RETRY

# One row for each commit may wait here, and GitHub tells when the obstacle is gone.
_WHILE_OBSTRUCTED = timedelta(hours=6)

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Kind(Generic[Row]):
    """One kind of row: where it is kept, what is done, and what that needs of the App.

    `do` may be ended at any point and is then done again, `least_pause` later at the soonest. It
    saves the row with `seen` set to the `wanted` that it was given.
    """

    name: str
    table: Table
    row: type[Row]
    permissions: Permissions
    do: Callable[[Workbench, Row], None]
    least_pause: timedelta = timedelta(0)


def tend(bench: Workbench, kind: Kind[Row], row_id: int) -> None:
    """Do what is to be done for a row now. Safe to call at any time, any number of times."""
    row = _claimed(bench, kind, row_id)
    if row is None:
        return
    with structlog.contextvars.bound_contextvars(**{kind.name.replace(" ", "_"): row.id}):
        try:
            if row.is_due(bench.clock()):
                _try(bench.under(_warrant(bench, kind, row)), kind, row)
        except LostClaim as lost:
            _log.warning("claim lost", reason=str(lost))
        finally:
            with bench.database.transaction() as tx:
                claims.release(tx, kind.table, row)


def _claimed(bench: Workbench, kind: Kind[Row], row_id: int) -> Row | None:
    """The row for this worker; None if another one has it, or its organisation is not served."""
    with bench.database.transaction() as tx:
        row = wants.get(tx, kind.table, kind.row, row_id)
        if row is None or bench.served(tx, row.organisation) != row.organisation:
            return None
        if not claims.claim(tx, kind.table, row_id, bench.clock(), bench.lease):
            return None
        return wants.get(tx, kind.table, kind.row, row_id)


def _warrant(bench: Workbench, kind: Kind[Row], row: Row) -> Warrant:
    """Every call keeps the claim, and is not made once another worker has it."""
    return Warrant(
        purpose=f"{kind.name} {row.id}",
        lane=Lane.PEOPLE if row.is_awaited else Lane.FLEET,
        organisation=row.organisation,
        writer=f"{kind.name} {row.id}/{row.fence}",
        lease=bench.lease,
        renew=lambda tx, now: claims.hold(tx, kind.table, row, now, bench.lease),
    )


def _try(bench: Workbench, kind: Kind[Row], row: Row) -> None:
    """Do it; what goes wrong is kept with the row, which is tried again later."""
    try:
        kind.do(bench, row)
    except LostClaim:
        raise
    except Busy as busy:
        _log.info("waiting for GitHub", until=busy.retry_at.isoformat(), reason=str(busy))
        with bench.database.transaction() as tx:
            wait = {"wait_until": busy.retry_at, "wait_reason": str(busy)}
            claims.save(tx, kind.table, row, bench.clock(), **wait)
    except Exception as error:
        if outage.of(error):
            raise  # it could not be noted
        expected = isinstance(error, GitHubError)
        _log.warning("work failed", exc_info=not expected, reason=str(error))
        _try_later(bench, kind, row, error)


def _try_later(bench: Workbench, kind: Kind[Row], row: Row, error: Exception) -> None:
    obstacle, now = _obstacle(bench, kind, row, error), bench.clock()
    soon = now + max(kind.least_pause, growing(row.failures, _GROWTH, _LONGEST))
    until, reason = soon, f"Attempt {row.failures + 1} failed, and it is tried again. {error}"
    if obstacle:
        until, reason = now + jittered(_WHILE_OBSTRUCTED), obstacle
        _log.warning("held back", reason=obstacle)
    with bench.database.transaction() as tx:
        moment = claims.unless_news(kind.table, row, until, soon)
        values = {"failures": row.failures + 1, "wait_until": moment, "wait_reason": reason}
        claims.save(tx, kind.table, row, now, **values)


def _obstacle(bench: Workbench, kind: Kind[Row], row: Row, error: Exception) -> str | None:
    """What an admin must mend before it can be done, if it is that."""
    if not isinstance(error, GitHubError) or isinstance(error, Unavailable):
        return None
    try:
        found = obstacles.obstacle(bench, row.organisation, kind.permissions)
    except GitHubError as another:
        _log.info("obstacle not found out", reason=str(another))
        return None
    return str(found) if found else None

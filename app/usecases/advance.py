"""Works on one request until nothing is left to do now: looks at it, then builds step by step."""

from collections.abc import Callable
from datetime import timedelta

import structlog

from app.domain.budget import Lane
from app.domain.state import State
from app.github.warrant import Warrant
from app.store import outage, requests
from app.store.claims import LostClaim
from app.store.requests import RequestRow
from app.usecases import look, scaffold, trouble
from app.usecases.turns import IsOver, never
from app.usecases.workbench import Workbench

# A wait that a sweep would make noticeably longer; of any other, the sweep sees the end.
_SOON = timedelta(minutes=2)

_log = structlog.get_logger(__name__)


def advance(bench: Workbench, request_id: int, is_over: IsOver = never) -> None:
    """Do all that can be done for a request now. Safe to call at any time, any number of times.

    `is_over` is asked after every look and step: the rest is then handed on.
    """
    claimed = _claim(bench, request_id)
    if claimed is None:
        return
    name = f"{claimed.organisation}#{claimed.issue_number}"
    with structlog.contextvars.bound_contextvars(request=claimed.id, issue=name):
        _work(bench, claimed, is_over)


def _claim(bench: Workbench, request_id: int) -> RequestRow | None:
    """The request for this worker; None if another one has it, or it is not for us to work on."""
    with bench.database.transaction() as tx:
        row = requests.get(tx, request_id)
        if row is None or not bench.serves(tx, row):
            return None
        return requests.claim(tx, request_id, bench.clock(), bench.lease)


def _work(bench: Workbench, claimed: RequestRow, is_over: IsOver) -> None:
    row: RequestRow | None = claimed
    try:
        while row is not None and row.is_due(bench.clock()):
            row = _one_unit(bench, row)
            if is_over():
                break
    except LostClaim as lost:
        _log.warning("claim lost", reason=str(lost))
    except BaseException:
        # An outage would be met again at once: the sweep comes back to it, without haste.
        _give_back(bench, claimed)
        raise
    _hand_on(bench, _give_back(bench, claimed))


def _one_unit(bench: Workbench, row: RequestRow) -> RequestRow | None:
    """Look at the request, or build one step; the row afterwards, None if the claim was lost."""
    bench = bench.under(_warrant(bench, row))
    if row.needs_a_look(bench.clock()):
        is_blind = _try(bench, row, look.look, looking=True)
        after = _renewed(bench, row)
        if not is_blind or after is None or after.state is not State.BUILDING:
            return after
        row = after
    _try(bench, row, scaffold.build_next, looking=False)
    return _renewed(bench, row)


def _try(
    bench: Workbench, row: RequestRow, do: Callable[[Workbench, RequestRow], None], *, looking: bool
) -> bool:
    """Do it and see to its trouble; whether it was a look that a build need not wait for."""
    try:
        do(bench, row)
    except LostClaim:
        raise
    except Exception as error:
        if outage.of(error):
            raise  # neither the request's trouble nor its failure, and it could not be noted
        return trouble.take(bench, row, error, looking=looking)
    return False


def _renewed(bench: Workbench, row: RequestRow) -> RequestRow | None:
    with bench.database.transaction() as tx:
        return requests.renew(tx, row, bench.clock(), bench.lease)


def _warrant(bench: Workbench, row: RequestRow) -> Warrant:
    """Every call keeps the claim, and is not made once another worker has it."""
    return Warrant(
        purpose=f"look at #{row.issue_number}",
        lane=Lane.PEOPLE if row.is_awaited else Lane.FLEET,
        organisation=row.organisation,
        request_id=row.id,
        writer=f"request {row.id}/{row.fence}",
        lease=bench.lease,
        renew=lambda tx, now: requests.hold(tx, row, now, bench.lease),
    )


def _give_back(bench: Workbench, claimed: RequestRow) -> RequestRow | None:
    with bench.database.transaction() as tx:
        return requests.release(tx, claimed)


def _hand_on(bench: Workbench, row: RequestRow | None) -> None:
    """Due by now: said while we worked, by somebody whose own call found the claim taken."""
    wait = row.wait(bench.clock()) if row is not None else None
    if row is not None and wait is not None and wait < _SOON:
        bench.hints.request_after(wait.total_seconds(), row.id)

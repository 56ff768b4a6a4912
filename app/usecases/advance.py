"""Works on one request until nothing is left to do now: looks at it, then builds step by step."""

import structlog

from app.store import requests
from app.store.requests import LostClaim, RequestRow
from app.usecases import look, scaffold, trouble
from app.usecases.workbench import Workbench

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
    looking = row.needs_a_look(bench.clock())
    try:
        if looking:
            look.look(bench, row)
        else:
            scaffold.build_next(bench, row)
    except LostClaim:
        raise
    except Exception as error:  # noqa: BLE001 - one request's trouble must not stop the others
        trouble.take(bench, row, error, looking=looking)
    with bench.database.transaction() as tx:
        return requests.renew(tx, row, bench.clock(), bench.lease)


def _give_back(bench: Workbench, claimed: RequestRow) -> None:
    with bench.database.transaction() as tx:
        row = requests.release(tx, claimed)
        # Said while we worked, by somebody whose own call found the claim taken.
        if row is not None and row.is_due(bench.clock()):
            tx.after_commit(lambda: bench.hints.request(row.id))

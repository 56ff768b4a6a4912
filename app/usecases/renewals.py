"""When `/slipway newest` let the pinned templates go, which voids what was approved until then."""

from datetime import datetime

from app.store import observations
from app.store.observations import Kind
from app.usecases.case import Case


def renewals(case: Case) -> tuple[datetime, ...]:
    """When newer templates were taken; whatever was approved until then is void."""
    with case.bench.database.transaction() as tx:
        taken = observations.of_kind(tx, case.row, Kind.RENEWAL)
    return tuple(one.at for one in taken)

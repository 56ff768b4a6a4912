"""What of Slipway is due just now, done as its workers would do it; nothing here waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from app.store import deliveries, requests, tables, wants
from app.usecases.advance import advance
from app.usecases.commit_checks import COMMIT_CHECKS
from app.usecases.intake import handle
from app.usecases.integration_runs import INTEGRATION_RUNS
from app.usecases.law_notices import LAW_NOTICES
from app.usecases.template_checks import TEMPLATE_CHECKS
from app.usecases.tending import tend
from app.usecases.workbench import Workbench

_TABLES = (
    tables.requests,
    tables.commit_checks,
    tables.law_notices,
    tables.template_checks,
    tables.integration_runs,
)


@dataclass(frozen=True)
class Due:
    """Row ids of each kind."""

    deliveries: Sequence[int]
    requests: Sequence[int]
    checks: Sequence[int]
    notices: Sequence[int]
    template_checks: Sequence[int]
    runs: Sequence[int]

    def __bool__(self) -> bool:
        rows = self.checks, self.template_checks, self.notices, self.runs
        return any((self.deliveries, self.requests, *rows))


def due_now(bench: Workbench) -> Due:
    """All that waits for work, and that nothing holds back."""
    now = bench.clock()
    with bench.database.transaction() as tx:
        ours = requests.spellings(tx, bench.organisations)
        return Due(
            deliveries.waiting(tx, now, 100),
            requests.due(tx, now, 100, ours),
            wants.due(tx, tables.commit_checks, now, 100, ours),
            wants.due(tx, tables.law_notices, now, 100, ours),
            wants.due(tx, tables.template_checks, now, 100, ours),
            wants.due(tx, tables.integration_runs, now, 100, ours),
        )


def do(bench: Workbench, due: Due) -> None:
    """Let Slipway work on each of them once."""
    for delivery_id in due.deliveries:
        handle(bench, delivery_id)
    for request_id in due.requests:
        advance(bench, request_id)
    for row_id in due.notices:
        tend(bench, LAW_NOTICES, row_id)
    for row_id in due.checks:
        tend(bench, COMMIT_CHECKS, row_id)
    for row_id in due.runs:
        tend(bench, INTEGRATION_RUNS, row_id)
    for row_id in due.template_checks:
        tend(bench, TEMPLATE_CHECKS, row_id)


def next_wait(bench: Workbench) -> timedelta | None:
    """Until the first row that is held back may go on; None if nothing is held back."""
    now, moments = bench.clock(), list[datetime]()
    with bench.database.transaction() as tx:
        for table in _TABLES:
            held_back = table.c.wait_until
            statement = select(func.min(held_back)).where(held_back > now)
            moments += filter(None, [tx.connection.execute(statement).scalar_one()])
    return min(moments) - now if moments else None

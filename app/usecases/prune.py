"""Drops rows that nobody needs any more, a few at a time; audit and observations stay for good."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from app.store import case_facts, commit_checks, integration_runs, pruning, template_checks
from app.store.chores import Chore
from app.store.database import Transaction
from app.usecases.chores import Done, Duty
from app.usecases.recovery import LOG_REACHES
from app.usecases.time_machine import MOST_REQUESTS
from app.usecases.turns import IsOver
from app.usecases.workbench import Workbench

INTERVAL = timedelta(hours=1)

BATCH = 200
BATCHES_A_RUN = 20

FILES_UNUSED = timedelta(days=7)
"""An open request asks for its files every hour."""

CHECKS_ASKED_AGAIN = timedelta(days=400)
"""GitHub keeps check runs for so long, and no older one can be asked for again."""

DEPLOYMENTS_RECALLED = timedelta(days=90)
"""GitHub keeps what a run has logged for so long, unless it is told otherwise."""

_SPENDINGS_COUNT = timedelta(hours=2)


def prune(bench: Workbench, _chore: Chore, _is_over: IsOver) -> Done:
    """Drop what is old enough; small transactions, so that nobody waits for long."""
    now = bench.clock()
    with bench.database.transaction() as tx:
        pruning.date_files(tx, now)
        pruning.drop_redeliveries(tx, now - LOG_REACHES - INTERVAL)
        pruning.drop_spendings(tx, now - _SPENDINGS_COUNT)
    deliveries = _drop(bench, pruning.drop_deliveries, now - bench.keep_deliveries)
    files = _drop(bench, pruning.drop_files, now - FILES_UNUSED)
    facts = _drop(bench, partial(case_facts.drop, most=MOST_REQUESTS), now - bench.keep_facts)
    checks = _drop(bench, commit_checks.drop, now - CHECKS_ASKED_AGAIN)
    checks += _drop(bench, template_checks.drop, now - CHECKS_ASKED_AGAIN)
    runs = _drop(bench, integration_runs.drop, now - DEPLOYMENTS_RECALLED)
    note = (
        f"{deliveries} deliveries, {files} sets of files, facts of {facts} requests, {checks}"
        f" checks and {runs} deployments dropped"
    )
    has_more = max(deliveries, files, facts, checks, runs) >= BATCHES_A_RUN * BATCH
    return Done(note, {}, again_at=now if has_more else None)


PRUNE = Duty("prune", INTERVAL, prune)


def _drop(
    bench: Workbench, drop: Callable[[Transaction, datetime, int], int], before: datetime
) -> int:
    dropped = 0
    for _ in range(BATCHES_A_RUN):
        with bench.database.transaction() as tx:
            batch = drop(tx, before, BATCH)
        dropped += batch
        if not batch:
            break
    return dropped

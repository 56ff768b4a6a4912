"""Hands on again what was left lying: rows whose hint was lost, or whose worker died."""

from datetime import timedelta

from app.store import deliveries, requests
from app.usecases.workbench import Workbench

GRACE = timedelta(seconds=5)
"""A delivery younger than this has its own hint under way."""

BATCH = 500


def sweep(bench: Workbench) -> int:
    """Hint at every delivery and request that waits; how many those are."""
    now = bench.clock()
    with bench.database.transaction() as tx:
        waiting = deliveries.waiting(tx, now - GRACE, BATCH)
        due = requests.due(tx, now, BATCH)
    if waiting:
        bench.hints.deliveries(waiting[-1])
    for request_id in due:
        bench.hints.request(request_id)
    return len(waiting) + len(due)

"""Hands on again what was left lying: rows whose hint was lost, or whose worker died."""

from datetime import timedelta

from app.store import chores, deliveries, requests
from app.usecases.workbench import Workbench

NAME = "sweep"
"""Its row among the chores tells that it is alive. It takes no claim: two at once do no harm."""

GRACE = timedelta(seconds=5)
"""A delivery younger than this has its own hint under way."""

MOST_WAITING = 500
"""What waits in Redis is worked off before more of the same is put there."""


def sweep(bench: Workbench) -> int:
    """Hint at every delivery and request that waits, as far as there is room; at how many."""
    room = max(MOST_WAITING - bench.hints.backlog(), 0)
    now = bench.clock()
    with bench.database.transaction() as tx:
        waiting = deliveries.waiting(tx, now - GRACE, MOST_WAITING)
        due = requests.due(tx, now, room, requests.spellings(tx, bench.organisations))
        note = f"{len(waiting)} deliveries and {len(due)} requests handed on"
        chores.beat(tx, NAME, now, note)
    if waiting:
        bench.hints.deliveries(waiting[-1])
    for request_id in due:
        bench.hints.request(request_id)
    return len(waiting) + len(due)

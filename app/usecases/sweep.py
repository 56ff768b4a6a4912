"""Hands on again what was left lying: rows whose hint was lost, or whose worker died."""

from datetime import timedelta

from app.store import chores, deliveries, requests, tables, wants
from app.usecases import wanting
from app.usecases.wanting import Wanted
from app.usecases.workbench import Workbench

NAME = "sweep"
"""Its row among the chores tells that it is alive. It takes no claim: two at once do no harm."""

GRACE = timedelta(seconds=5)
"""A delivery younger than this has its own hint under way."""

MOST_WAITING = 500
"""What waits in Redis is worked off before more of the same is put there."""


def sweep(bench: Workbench) -> int:
    """Hint at every delivery and row that waits, as far as there is room; at how many."""
    room = max(MOST_WAITING - bench.hints.backlog(), 0)
    now = bench.clock()
    with bench.database.transaction() as tx:
        waiting = deliveries.waiting(tx, now - GRACE, MOST_WAITING)
        ours = requests.spellings(tx, bench.organisations)
        due = requests.due(tx, now, room, ours)
        checks = wants.due(tx, tables.commit_checks, now, room, ours)
        notices = wants.due(tx, tables.law_notices, now, room, ours)
        templates = wants.due(tx, tables.template_checks, now, room, ours)
        runs = wants.due(tx, tables.integration_runs, now, room, ours)
        handed_on = f"{len(due)} requests and {len(checks) + len(templates)} commits handed on"
        chores.beat(tx, NAME, now, f"{len(waiting)} deliveries, {handed_on}")
    if waiting:
        bench.hints.deliveries(waiting[-1])
    wanted = Wanted(due, checks, notices, templates, runs)
    wanting.hint(bench, [wanted])
    return len(waiting) + wanted.count

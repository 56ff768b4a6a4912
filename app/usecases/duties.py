"""All chores that there are, and which of them a start makes due."""

from app.store import chores
from app.usecases.backfill import backfill
from app.usecases.chores import Duty, run_due
from app.usecases.prune import PRUNE
from app.usecases.recovery import RECOVERY
from app.usecases.turns import IsOver, never
from app.usecases.workbench import Workbench


def do_chores(bench: Workbench, is_over: IsOver = never) -> bool:
    """Do all chores that are due, until the turn is over; whether there is more to do now."""
    return run_due(bench, duties(bench), is_over)


def start(bench: Workbench, is_over: IsOver = never) -> bool:
    """A worker started: what came while there was none is looked for now."""
    with bench.database.transaction() as tx:
        chores.hurry(tx, RECOVERY.name, bench.clock())
    return do_chores(bench, is_over)


def duties(bench: Workbench) -> list[Duty]:
    """The chores of this installation."""
    return [RECOVERY, *(backfill(organisation) for organisation in bench.organisations), PRUNE]

"""`slipway resume` and `slipway give-up`: an operator's word on a request that stands still."""

from app.operations import naming
from app.operations.said import Said
from app.store.requests import RequestRow
from app.usecases import resume as orders
from app.usecases.resume import NotResumable
from app.usecases.workbench import Workbench


def resume(bench: Workbench, name: str, operator: str) -> Said:
    """Let it go on from where it stopped. Raises naming.Unclear."""
    try:
        row = orders.resume(bench, _row_id(bench, name), operator)
    except NotResumable as refusal:
        return Said.refused(str(refusal))
    return Said(f"{_called(row)} goes on; it is {row.state.value}.", to_be_done=True)


def give_up(bench: Workbench, name: str, operator: str) -> Said:
    """End a build that stopped, and free its names. Raises naming.Unclear."""
    try:
        row = orders.give_up(bench, _row_id(bench, name), operator)
    except NotResumable as refusal:
        return Said.refused(str(refusal))
    return Said(f"{_called(row)} is given up. Its names are free; what was built stays.")


def _row_id(bench: Workbench, name: str) -> int:
    with bench.database.reading() as tx:
        return naming.find(bench, tx, name).id


def _called(row: RequestRow) -> str:
    return f"{row.organisation}#{row.issue_number}"

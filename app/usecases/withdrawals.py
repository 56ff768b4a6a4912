"""Who took back approvals by a comment, also where the comment is gone by now."""

from app.domain.approvals import Withdrawal
from app.domain.commands import Command
from app.store import observations
from app.store.observations import Kind
from app.usecases.case import Case


def withdrawals(case: Case) -> tuple[Withdrawal, ...]:
    """All that were taken so far; those in comments that were not taken yet come besides."""
    with case.bench.database.transaction() as tx:
        taken = observations.of_kind(tx, case.row, Kind.COMMAND)
    return tuple(
        Withdrawal(one.data["by_id"], one.at)
        for one in taken
        if one.data["command"] == Command.WITHDRAW and not one.data["edited"]
    )

"""Which comments are there although GitHub's list of them may not have them yet."""

from datetime import datetime, timedelta

from app.store import observations, requests
from app.store.database import Transaction
from app.store.observations import Kind
from app.store.requests import RequestRow
from app.usecases.workbench import Workbench

_LATE = timedelta(minutes=5)
"""What we were told of longer ago is listed, or was deleted."""


def keep(tx: Transaction, request_id: int, comment_id: int, now: datetime) -> None:
    """GitHub told us of a new command, or of a comment of ours."""
    row = requests.get(tx, request_id)
    if row is not None:
        observations.add(tx, row, Kind.TOLD, now, {"comment": comment_id})


def expected(bench: Workbench, row: RequestRow) -> frozenset[int]:
    """The status comment, and all that we were told of just now."""
    since = bench.clock() - _LATE
    with bench.database.transaction() as tx:
        told = observations.of_kind(tx, row, Kind.TOLD)
    shown = {row.comment_id} if row.comment_id is not None else set()
    return frozenset(shown | {one.data["comment"] for one in told if one.at > since})

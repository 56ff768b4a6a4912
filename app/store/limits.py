"""Counts what a policy bounds: requests of a team and of a person.

Only requests with a lower issue number count, so that of several filed at one moment the first
ones go on, whichever worker looks first.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update

from app.domain.state import State
from app.store.database import Transaction
from app.store.requests import RequestRow
from app.store.tables import requests

_OVER = [state.value for state in State if state.is_settled]


def note(
    tx: Transaction, row: RequestRow, owner: str, requester_id: int, filed_at: datetime
) -> None:
    """Keep what the counts go by, as the request says it now."""
    statement = update(requests).where(requests.c.id == row.id)
    tx.connection.execute(
        statement.values(owner=owner.lower(), requester_id=requester_id, filed_at=filed_at)
    )


def open_before(tx: Transaction, row: RequestRow, owner: str) -> int:
    """How many open requests of that owner team were filed before this one."""
    is_open = requests.c.state.not_in(_OVER)
    return _count(tx, row, requests.c.owner == owner.lower(), is_open)


def filed_before(tx: Transaction, row: RequestRow, requester_id: int, since: datetime) -> int:
    """How many requests that person filed since then, and before this one."""
    return _count(tx, row, requests.c.requester_id == requester_id, requests.c.filed_at >= since)


def _count(tx: Transaction, row: RequestRow, *conditions: ColumnElement[bool]) -> int:
    statement = select(func.count()).where(
        requests.c.organisation == row.organisation,
        requests.c.issue_number < row.issue_number,
        *conditions,
    )
    return tx.connection.execute(statement).scalar_one()

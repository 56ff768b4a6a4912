"""Counts what a policy bounds: requests of a team and of a person.

Only requests with a lower issue number count, so that of several filed at one moment the first
ones go on, whichever worker looks first.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select, true, update

from app.domain.state import State
from app.store.database import Transaction
from app.store.requests import RequestRow
from app.store.tables import pairs, requests, services

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


def being_built(tx: Transaction, row: RequestRow, owner: str) -> int:
    """How many services of that owner team are on their way to the catalog.

    A request whose own build has begun counts those that began before it: of several that are
    confirmed at one moment the first ones go on.
    """
    own = select(pairs.c.id).where(pairs.c.request_id == row.id).scalar_subquery()
    entered = select(services.c.request_id).where(services.c.request_id == requests.c.id)
    statement = select(func.count()).select_from(
        pairs.join(requests, requests.c.id == pairs.c.request_id)
    )
    statement = statement.where(
        requests.c.organisation == row.organisation,
        requests.c.owner == owner.lower(),
        requests.c.state.not_in(_OVER),
        ~entered.exists(),
        func.coalesce(pairs.c.id < own, true()),
    )
    return tx.connection.execute(statement).scalar_one()


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

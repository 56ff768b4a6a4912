"""Who works on a row: a claim that runs out, and a number that tells a slow worker it was replaced.

For every table with the columns `lease_until`, `fence`, `wait_until`, `wait_reason`, `wanted` and
`updated_at`.
"""

from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Table, and_, case, literal, or_, update

from app.store.database import Transaction
from app.store.tables import Instant


class Claimed(Protocol):
    """A row as it was read under a claim, whose number is `fence`."""

    @property
    def id(self) -> int:
        """The row's number."""

    @property
    def fence(self) -> int:
        """The number of the claim."""

    @property
    def wanted(self) -> int:
        """How often it was said that there is something to do."""


class LostClaim(Exception):
    """This worker was too slow: its claim ran out and somebody else has it."""


def is_free(table: Table, now: datetime) -> ColumnElement[bool]:
    """Nobody works on the row."""
    return or_(table.c.lease_until.is_(None), table.c.lease_until <= now)


def may_go_on(table: Table, now: datetime) -> ColumnElement[bool]:
    """Nothing says to wait, and nobody works on the row."""
    return and_(or_(table.c.wait_until.is_(None), table.c.wait_until <= now), is_free(table, now))


def claim(tx: Transaction, table: Table, row_id: int, now: datetime, lease: timedelta) -> bool:
    """Take a row for work; False when another worker has it, or it does not exist."""
    statement = (
        update(table)
        .where(table.c.id == row_id, is_free(table, now))
        .values(lease_until=now + lease, fence=table.c.fence + 1)
    )
    return tx.connection.execute(statement).rowcount == 1


def hold(tx: Transaction, table: Table, row: Claimed, now: datetime, lease: timedelta) -> None:
    """Keep a claim. Raises LostClaim when another worker took over."""
    change(tx, table, row, lease_until=now + lease)


def release(tx: Transaction, table: Table, row: Claimed) -> bool:
    """Give a claim back; False when it was lost."""
    return _changed(tx, table, row, {"lease_until": None})


def save(tx: Transaction, table: Table, row: Claimed, at: datetime, **values: Any) -> None:
    """Change columns under our claim. Raises LostClaim when another worker took over.

    Who sets `wait_until` gives its `wait_reason` along; without one there is none any more.
    """
    if "wait_until" in values:
        values = {"wait_reason": "", **values}
    change(tx, table, row, updated_at=at, **values)


def unless_news(table: Table, row: Claimed, until: datetime, soon: datetime) -> Any:
    """The moment until which a row waits: if something was said since it was read, only `soon`.

    That something may be the very news for which it would wait.
    """
    is_news = table.c.wanted > row.wanted
    return case((is_news, literal(soon, Instant)), else_=literal(until, Instant))


def change(tx: Transaction, table: Table, row: Claimed, **values: Any) -> None:
    """Set columns and nothing else. Raises LostClaim when another worker took over."""
    if not _changed(tx, table, row, values):
        raise LostClaim(f"another worker took over row {row.id} of {table.name}")


def _changed(tx: Transaction, table: Table, row: Claimed, values: dict[str, Any]) -> bool:
    statement = (
        update(table).where(table.c.id == row.id, table.c.fence == row.fence).values(**values)
    )
    return tx.connection.execute(statement).rowcount == 1

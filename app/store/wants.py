"""Rows that are wanted and seen: which ones are due, and what ends their waiting."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Table, func, select, update

from app.store import claims
from app.store.database import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedRow:
    """What is looked at again whenever something was said about it.

    `wanted` counts what was said, `seen` how much of that was looked at. `fence` is the number of
    the claim under which it was read. `wait_reason` says what it waits for until `wait_until`.
    """

    id: int
    organisation: str
    wanted: int
    seen: int
    wait_until: datetime | None
    wait_reason: str
    fence: int
    failures: int

    @property
    def is_awaited(self) -> bool:
        """Somebody who may act here waits for it."""
        return True

    def is_due(self, now: datetime) -> bool:
        """There is something to do, and nothing says to wait."""
        return self.wanted > self.seen and (self.wait_until is None or self.wait_until <= now)


Row = TypeVar("Row", bound=WantedRow)


def get(tx: Transaction, table: Table, kind: type[Row], row_id: int) -> Row | None:
    """The row of that id."""
    columns = [table.c[name] for name in kind.__dataclass_fields__]
    found = tx.connection.execute(select(*columns).where(table.c.id == row_id))
    row = found.mappings().one_or_none()
    return kind(**row) if row else None


def due(
    tx: Transaction, table: Table, now: datetime, limit: int, organisations: Collection[str]
) -> list[int]:
    """Ids of rows that wait for work and that nobody works on, the newest first."""
    statement = (
        select(table.c.id)
        .where(
            table.c.organisation.in_(organisations),
            table.c.wanted > table.c.seen,
            claims.may_go_on(table, now),
        )
        .order_by(table.c.id.desc())
        .limit(limit)
    )
    return list(tx.connection.execute(statement).scalars())


@dataclass(frozen=True, slots=True)
class HeldBack:
    """How many rows of an organisation wait for one reason, the first of them until when."""

    organisation: str
    count: int
    until: datetime
    reason: str


def held_back(
    tx: Transaction, table: Table, now: datetime, organisations: Collection[str], limit: int
) -> list[HeldBack]:
    """What is wanted and waits for a moment, by organisation and reason."""
    key = (table.c.organisation, table.c.wait_reason)
    until = func.min(table.c.wait_until)
    statement = (
        select(table.c.organisation, func.count(), until, table.c.wait_reason)
        .where(
            table.c.organisation.in_(organisations),
            table.c.wanted > table.c.seen,
            table.c.wait_until > now,
        )
        .group_by(*key)
        .order_by(*key)
        .limit(limit)
    )
    return [HeldBack(*row) for row in tx.connection.execute(statement)]


def end_waits(tx: Transaction, table: Table, organisation: str) -> list[int]:
    """What kept GitHub from us there may be over: the ids of those that are to go on now."""
    statement: Any = (
        update(table)
        .where(table.c.organisation == organisation, table.c.wanted > table.c.seen)
        .values(wait_until=None, wait_reason="")
        .returning(table.c.id)
    )
    return list(tx.connection.execute(statement).scalars())

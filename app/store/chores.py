"""Chores: what is done now and then by whichever worker comes first, and when it was done last."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select, update

from app.store.database import Transaction
from app.store.tables import chores


@dataclass(frozen=True, slots=True)
class Chore:
    """A chore as it stood when it was claimed; `data` is what it keeps for its next time."""

    name: str
    due_at: datetime
    done_at: datetime | None
    failures: int
    note: str
    data: Mapping[str, Any]
    fence: int


def claim(tx: Transaction, name: str, now: datetime, lease: timedelta) -> Chore | None:
    """Take a chore that is due; None when it is not, or when another worker has it.

    One that was never done is due at once.
    """
    tx.connection.execute(
        tx.insert(chores)
        .values(name=name, due_at=now, note="", data={})
        .on_conflict_do_nothing(index_elements=["name"])
    )
    statement = (
        update(chores)
        .where(chores.c.name == name, chores.c.due_at <= now)
        .where(or_(chores.c.lease_until.is_(None), chores.c.lease_until <= now))
        .values(lease_until=now + lease, fence=chores.c.fence + 1)
    )
    return get(tx, name) if tx.connection.execute(statement).rowcount == 1 else None


def finish(
    tx: Transaction,
    chore: Chore,
    now: datetime,
    due_at: datetime,
    note: str,
    data: Mapping[str, Any],
) -> bool:
    """Say that it was done, and when it is due again; False when another worker took over."""
    values = {"done_at": now, "due_at": due_at, "note": note, "data": dict(data), "failures": 0}
    return _save(tx, chore, values)


def fail(tx: Transaction, chore: Chore, due_at: datetime, note: str) -> bool:
    """Say why it was not done, and when it is tried again."""
    return _save(tx, chore, {"due_at": due_at, "note": note, "failures": chore.failures + 1})


def get(tx: Transaction, name: str) -> Chore | None:
    """The chore of that name, if it was ever claimed."""
    statement = select(*_columns()).where(chores.c.name == name)
    row = tx.connection.execute(statement).mappings().one_or_none()
    return Chore(**row) if row else None


def known(tx: Transaction) -> list[Chore]:
    """All chores that were ever claimed, by name."""
    statement = select(*_columns()).order_by(chores.c.name)
    return [Chore(**row) for row in tx.connection.execute(statement).mappings()]


def _columns() -> list[Any]:
    return [chores.c[name] for name in Chore.__dataclass_fields__]


def _save(tx: Transaction, chore: Chore, values: Mapping[str, Any]) -> bool:
    statement = (
        update(chores)
        .where(chores.c.name == chore.name, chores.c.fence == chore.fence)
        .values(lease_until=None, **values)
    )
    return tx.connection.execute(statement).rowcount == 1

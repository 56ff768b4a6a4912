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
    lease_until: datetime | None
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


def hold(tx: Transaction, chore: Chore, now: datetime, lease: timedelta) -> None:
    """Keep the claim. Raises LostChore."""
    _save(tx, chore, lease_until=now + lease)


def keep(
    tx: Transaction, chore: Chore, now: datetime, lease: timedelta, data: Mapping[str, Any]
) -> None:
    """Save how far it got, and the claim with it. Raises LostChore."""
    _save(tx, chore, lease_until=now + lease, data=dict(data))


def finish(
    tx: Transaction,
    chore: Chore,
    now: datetime,
    due_at: datetime,
    note: str,
    data: Mapping[str, Any],
) -> None:
    """Say that it was done, and when it is due again. Raises LostChore."""
    values = {"done_at": now, "due_at": due_at, "note": note, "data": dict(data), "failures": 0}
    _save(tx, chore, lease_until=None, **values)


def postpone(tx: Transaction, chore: Chore, due_at: datetime, note: str) -> None:
    """Say what it waits for, and until when. Raises LostChore."""
    _save(tx, chore, lease_until=None, due_at=due_at, note=note)


def fail(tx: Transaction, chore: Chore, due_at: datetime, note: str) -> None:
    """Say why it was not done, and when it is tried again. Raises LostChore."""
    _save(tx, chore, lease_until=None, due_at=due_at, note=note, failures=chore.failures + 1)


def hurry(tx: Transaction, name: str, now: datetime) -> None:
    """Make a chore due now."""
    tx.connection.execute(
        update(chores).where(chores.c.name == name, chores.c.due_at > now).values(due_at=now)
    )


def beat(tx: Transaction, name: str, now: datetime, note: str) -> None:
    """Say that something which needs no claim was done: that it is alive."""
    values = {"due_at": now, "done_at": now, "note": note}
    tx.connection.execute(
        tx.insert(chores)
        .values(name=name, data={}, **values)
        .on_conflict_do_update(index_elements=["name"], set_=values)
    )


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


def _save(tx: Transaction, chore: Chore, **values: Any) -> None:
    statement = (
        update(chores)
        .where(chores.c.name == chore.name, chores.c.fence == chore.fence)
        .values(**values)
    )
    if tx.connection.execute(statement).rowcount != 1:
        raise LostChore(f"another worker took over the chore {chore.name!r}")


class LostChore(Exception):
    """This worker was too slow: its claim ran out and somebody else has it."""

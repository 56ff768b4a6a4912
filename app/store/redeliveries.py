"""Redeliveries: what GitHub's log holds and we never got, and how often it was asked for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, func, or_, select, update

from app.store.database import Transaction
from app.store.tables import deliveries, redeliveries


@dataclass(frozen=True, slots=True)
class Redelivery:
    """A delivery that we have not; `delivery_id` is GitHub's, of the attempt to repeat.

    `asked_at` is when it was asked for last, `asks` how often.
    """

    guid: str
    delivery_id: int
    delivered_at: datetime
    asked_at: datetime | None
    asks: int


def unrecorded(tx: Transaction, guids: Iterable[str]) -> set[str]:
    """Those of these deliveries that never came in."""
    wanted = set(guids)
    found = tx.connection.execute(select(deliveries.c.guid).where(deliveries.c.guid.in_(wanted)))
    return wanted - set(found.scalars())


def expect(tx: Transaction, guid: str, delivery_id: int, delivered_at: datetime) -> bool:
    """Remember that a delivery is missing; False if that was known.

    Of several attempts at it the last one counts: it stays in GitHub's log for longest.
    """
    attempt = {"delivery_id": delivery_id, "delivered_at": delivered_at}
    new = (
        tx.insert(redeliveries)
        .values(guid=guid, **attempt)
        .on_conflict_do_nothing()
        .returning(redeliveries.c.guid)
    )
    if tx.connection.execute(new).first() is not None:
        return True
    tx.connection.execute(
        update(redeliveries)
        .where(redeliveries.c.guid == guid, redeliveries.c.delivered_at < delivered_at)
        .values(**attempt)
    )
    return False


def forget_arrived(tx: Transaction) -> int:
    """Drop those that have come in by now; how many they were."""
    arrived = redeliveries.c.guid.in_(select(deliveries.c.guid))
    return tx.connection.execute(delete(redeliveries).where(arrived)).rowcount


def forget_older(tx: Transaction, moment: datetime) -> int:
    """Drop those of which the log holds no attempt any more; how many they were."""
    too_old = redeliveries.c.delivered_at < moment
    return tx.connection.execute(delete(redeliveries).where(too_old)).rowcount


def forget(tx: Transaction, one: Redelivery) -> None:
    """Drop one that cannot be asked for."""
    tx.connection.execute(delete(redeliveries).where(redeliveries.c.guid == one.guid))


def to_ask(tx: Transaction, asked_before: Mapping[int, datetime], limit: int) -> list[Redelivery]:
    """Those to ask for now, the never asked first, then the oldest.

    One that was asked for so many times is asked for again if that was before the moment given
    for this number.
    """
    again = [
        and_(redeliveries.c.asks == asks, redeliveries.c.asked_at <= moment)
        for asks, moment in asked_before.items()
    ]
    statement = (
        select(*_columns())
        .where(or_(redeliveries.c.asks == 0, *again))
        .order_by(redeliveries.c.asks, redeliveries.c.delivered_at)
        .limit(limit)
    )
    return [Redelivery(**row) for row in tx.connection.execute(statement).mappings()]


def mark_asked(tx: Transaction, one: Redelivery, at: datetime) -> None:
    """Say that it is asked for now: before the call, so that none is asked for twice at once."""
    _save(tx, one, asked_at=at, asks=one.asks + 1)


def mark_refused(tx: Transaction, one: Redelivery) -> None:
    """Take that back: GitHub did nothing."""
    _save(tx, one, asked_at=one.asked_at, asks=one.asks)


def under_way(tx: Transaction, since: datetime) -> int:
    """How many were asked for since then and have not come in."""
    return _count(tx, redeliveries.c.asked_at >= since)


def open_count(tx: Transaction) -> int:
    """How many are missing."""
    return _count(tx)


def _count(tx: Transaction, *conditions: Any) -> int:
    statement = select(func.count()).select_from(redeliveries).where(*conditions)
    counted: int = tx.connection.execute(statement).scalar_one()
    return counted


def _save(tx: Transaction, one: Redelivery, **values: Any) -> None:
    tx.connection.execute(
        update(redeliveries).where(redeliveries.c.guid == one.guid).values(**values)
    )


def _columns() -> list[Any]:
    return [redeliveries.c[name] for name in Redelivery.__dataclass_fields__]

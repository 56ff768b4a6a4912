"""Deliveries: every webhook as it arrived, and what became of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select, update

from app.store.database import Transaction
from app.store.tables import deliveries

MOST_ATTEMPTS = 5
"""A delivery that failed so often is parked, until somebody asks for it again."""


class DeliveryState(StrEnum):
    """IGNORED mean nothing to Slipway or cannot be read; FAILED were tried often, in vain."""

    WAITING = "waiting"
    DONE = "done"
    IGNORED = "ignored"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A webhook that is to be kept; `body` is what was signed, byte for byte."""

    guid: str
    event: str
    action: str | None
    installation_id: int | None
    organisation: str | None
    body: bytes
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """A webhook on record; `attempts` counts how often it was handled in vain."""

    id: int
    guid: str
    event: str
    installation_id: int | None
    body: bytes
    received_at: datetime
    state: DeliveryState
    attempts: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a delivery; `note` says why or how much."""

    delivery_id: int
    state: DeliveryState
    note: str


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a webhook is on record, and whether it waits to be handled because of this arrival."""

    id: int
    is_waiting: bool


def record(tx: Transaction, arrivals: Iterable[Arrival]) -> Mapping[str, Kept]:
    """Keep each webhook once, however often it arrives; where they are, by guid.

    One that is parked waits again: somebody asked GitHub to deliver it anew.
    """
    # In the order of their guids, so that two processes never wait for each other.
    rows = {one.guid: one for one in sorted(arrivals, key=lambda one: one.guid)}
    statement = (
        tx.insert(deliveries)
        .on_conflict_do_nothing(index_elements=["guid"])
        .returning(deliveries.c.guid, deliveries.c.id)
    )
    values = [asdict(one) | {"state": DeliveryState.WAITING} for one in rows.values()]
    inserted = tx.connection.execute(statement, values).all()
    kept = {guid: Kept(row_id, is_waiting=True) for guid, row_id in inserted}
    return kept | {guid: _kept_before(tx, guid) for guid in rows.keys() - kept.keys()}


def _kept_before(tx: Transaction, guid: str) -> Kept:
    statement = select(deliveries.c.id, deliveries.c.state).where(deliveries.c.guid == guid)
    row_id, state = tx.connection.execute(statement).one()
    return Kept(row_id, is_waiting=state == DeliveryState.FAILED and again(tx, row_id))


def again(tx: Transaction, delivery_id: int) -> bool:
    """Let a delivery be handled anew, as if it had just arrived; False if there is none."""
    statement = (
        update(deliveries)
        .where(deliveries.c.id == delivery_id)
        .values(state=DeliveryState.WAITING, attempts=0, note="", handled_at=None)
    )
    return tx.connection.execute(statement).rowcount == 1


def get(tx: Transaction, delivery_id: int) -> Delivery | None:
    """The delivery of that row id."""
    row = tx.connection.execute(_whole().where(deliveries.c.id == delivery_id)).mappings()
    return next((_delivery(one) for one in row), None)


def waiting(tx: Transaction, received_before: datetime, limit: int) -> list[int]:
    """Ids of deliveries that nobody has handled, oldest first."""
    statement = (
        select(deliveries.c.id)
        .where(deliveries.c.state == DeliveryState.WAITING)
        .where(deliveries.c.received_at <= received_before)
        .order_by(deliveries.c.id)
        .limit(limit)
    )
    return list(tx.connection.execute(statement).scalars())


def take(tx: Transaction, tried_before: datetime, most: int, most_bytes: int) -> Sequence[Delivery]:
    """Some that wait, oldest first, which nobody else gets before this transaction ends.

    At least one, if any waits; then no more than `most_bytes` of bodies. One that was tried in
    vain is left alone until `tried_before` has passed its last attempt.
    """
    statement = (
        select(deliveries.c.id, func.length(deliveries.c.body))
        .where(deliveries.c.state == DeliveryState.WAITING)
        .where(or_(deliveries.c.attempts == 0, deliveries.c.handled_at <= tried_before))
        .order_by(deliveries.c.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    ids: list[int] = []
    total = 0
    for row_id, length in tx.connection.execute(statement):
        total += length
        if ids and total > most_bytes:
            break
        ids.append(row_id)
    rows = tx.connection.execute(
        _whole().where(deliveries.c.id.in_(ids)).order_by(deliveries.c.id)
    ).mappings()
    return [_delivery(row) for row in rows]


def take_one(tx: Transaction, delivery_id: int) -> Delivery | None:
    """This delivery, if it waits and nobody else has it; it is ours until the transaction ends."""
    statement = (
        _whole()
        .where(deliveries.c.id == delivery_id, deliveries.c.state == DeliveryState.WAITING)
        .with_for_update(skip_locked=True)
    )
    row = tx.connection.execute(statement).mappings().one_or_none()
    return _delivery(row) if row else None


def finish(tx: Transaction, outcomes: Sequence[Outcome], at: datetime) -> None:
    """Say what became of deliveries."""
    if not outcomes:
        return
    statement = (
        update(deliveries)
        .where(deliveries.c.id == bindparam("row_id"))
        .values(state=bindparam("state"), note=bindparam("note"), handled_at=at)
    )
    values = [{"row_id": one.delivery_id, "state": one.state, "note": one.note} for one in outcomes]
    tx.connection.execute(statement, values)


def fail(tx: Transaction, delivery_id: int, reason: str, at: datetime) -> DeliveryState | None:
    """Count an attempt in vain; whether it waits for another or is parked, None if it is gone."""
    statement = (
        update(deliveries)
        .where(deliveries.c.id == delivery_id, deliveries.c.state == DeliveryState.WAITING)
        .values(attempts=deliveries.c.attempts + 1, note=reason, handled_at=at)
        .returning(deliveries.c.attempts)
    )
    attempts = tx.connection.execute(statement).scalar_one_or_none()
    if attempts is None:
        return None
    if attempts < MOST_ATTEMPTS:
        return DeliveryState.WAITING
    finish(tx, [Outcome(delivery_id, DeliveryState.FAILED, reason)], at)
    return DeliveryState.FAILED


def _whole() -> Select[Any]:
    return select(*(deliveries.c[name] for name in Delivery.__dataclass_fields__))


def _delivery(row: Mapping[Any, Any]) -> Delivery:
    return Delivery(**{**row, "state": DeliveryState(row["state"])})

"""Deliveries: every webhook as it arrived, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select, update

from app.store.database import Transaction
from app.store.tables import deliveries


class DeliveryState(StrEnum):
    """IGNORED mean nothing to Slipway or cannot be read; FAILED were tried often, in vain."""

    WAITING = "waiting"
    DONE = "done"
    IGNORED = "ignored"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One webhook as it arrived; `body` is what was signed, byte for byte."""

    id: int
    guid: str
    event: str
    installation_id: int | None
    body: bytes
    received_at: datetime
    state: DeliveryState


def record(
    tx: Transaction,
    *,
    guid: str,
    event: str,
    action: str | None,
    installation_id: int | None,
    organisation: str | None,
    body: bytes,
    received_at: datetime,
) -> int | None:
    """Keep a delivery; its row's id, or None when its guid is on record already."""
    statement = (
        tx.insert(deliveries)
        .values(
            guid=guid,
            event=event,
            action=action,
            installation_id=installation_id,
            organisation=organisation,
            body=body,
            received_at=received_at,
            state=DeliveryState.WAITING,
        )
        .on_conflict_do_nothing(index_elements=["guid"])
        .returning(deliveries.c.id)
    )
    row_id: int | None = tx.connection.execute(statement).scalar_one_or_none()
    return row_id


def get(tx: Transaction, delivery_id: int) -> Delivery | None:
    """The delivery of that row id."""
    columns = [deliveries.c[name] for name in Delivery.__dataclass_fields__]
    statement = select(*columns).where(deliveries.c.id == delivery_id)
    row = tx.connection.execute(statement).mappings().one_or_none()
    return Delivery(**{**row, "state": DeliveryState(row["state"])}) if row else None


def finish(
    tx: Transaction, delivery_id: int, state: DeliveryState, note: str, at: datetime
) -> None:
    """Say what became of a delivery; `note` says why or how much."""
    tx.connection.execute(
        update(deliveries)
        .where(deliveries.c.id == delivery_id)
        .values(state=state, note=note, handled_at=at)
    )


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

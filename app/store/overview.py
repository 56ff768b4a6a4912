"""What an operator sees of the rows: requests that need an eye, deliveries and their fate."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.sql.elements import ColumnElement

from app.domain.state import State
from app.store.database import Transaction
from app.store.deliveries import DeliveryState
from app.store.figures import is_at_work, is_due, is_held_back, is_of, is_parked
from app.store.tables import deliveries, requests


@dataclass(frozen=True, slots=True)
class Standing:
    """A request as an operator sees it; `failure` has `what`, `why` and `next`, if it is parked."""

    id: int
    organisation: str
    issue_number: int
    state: State
    wait_until: datetime | None
    wait_reason: str
    failures: int
    failure: Mapping[str, str] | None
    lease_until: datetime | None
    updated_at: datetime

    @property
    def name(self) -> str:
        """As people write it."""
        return f"{self.organisation}#{self.issue_number}"


@dataclass(frozen=True, slots=True)
class Receipt:
    """A delivery without its body; `note` says why it came to its state, or how much it moved."""

    id: int
    guid: str
    event: str
    action: str | None
    organisation: str | None
    received_at: datetime
    state: DeliveryState
    attempts: int
    note: str
    handled_at: datetime | None


def parked(tx: Transaction, organisations: Collection[str], limit: int) -> list[Standing]:
    """Requests of these organisations that wait for a person, the latest first."""
    return _standings(tx, limit, is_of(organisations), is_parked(), newest_first=True)


def held_back(
    tx: Transaction, now: datetime, organisations: Collection[str], limit: int
) -> list[Standing]:
    """Requests that wait for a moment, the nearest first; those that are parked left out."""
    waits = is_of(organisations) & is_held_back(now)
    return _standings(tx, limit, waits, ~is_parked(), newest_first=False)


def under_way(
    tx: Transaction, now: datetime, organisations: Collection[str], limit: int
) -> list[Standing]:
    """Requests that a worker has, or that wait for one."""
    is_next = is_of(organisations) & (is_at_work(now) | is_due(now) & ~is_held_back(now))
    return _standings(tx, limit, is_next, ~is_parked(), newest_first=False)


def find(tx: Transaction, issue_number: int, organisation: str | None) -> list[Standing]:
    """The requests of that issue number, in one organisation or in all."""
    conditions = [requests.c.issue_number == issue_number]
    if organisation is not None:
        conditions.append(requests.c.organisation == organisation)
    return _standings(tx, 100, *conditions, newest_first=False)


def find_row(tx: Transaction, request_id: int) -> Standing | None:
    """The request of that row id."""
    found = _standings(tx, 1, requests.c.id == request_id, newest_first=False)
    return found[0] if found else None


def names(tx: Transaction, request_ids: Collection[int]) -> Mapping[int, str]:
    """What people call these requests, by row id."""
    statement = select(requests.c.id, requests.c.organisation, requests.c.issue_number)
    found = tx.connection.execute(statement.where(requests.c.id.in_(request_ids)))
    return {row_id: f"{organisation}#{number}" for row_id, organisation, number in found}


def receipts(tx: Transaction, limit: int, *, failed: bool) -> list[Receipt]:
    """The newest deliveries, newest first; `failed` asks for those that are parked."""
    statement = _receipts().order_by(deliveries.c.id.desc()).limit(limit)
    if failed:
        statement = statement.where(deliveries.c.state == DeliveryState.FAILED)
    return [_receipt(row) for row in tx.connection.execute(statement).mappings()]


def receipt(tx: Transaction, name: str) -> Receipt | None:
    """The delivery of that row id or guid."""
    by_guid = _receipts().where(deliveries.c.guid == name)
    found = tx.connection.execute(by_guid).mappings().one_or_none()
    if found is None and name.isascii() and name.isdigit() and len(name) < 19:
        by_id = _receipts().where(deliveries.c.id == int(name))
        found = tx.connection.execute(by_id).mappings().one_or_none()
    return _receipt(found) if found else None


def _standings(
    tx: Transaction, limit: int, *conditions: ColumnElement[bool], newest_first: bool
) -> list[Standing]:
    columns = [requests.c[name] for name in Standing.__dataclass_fields__]
    order = (
        (requests.c.updated_at.desc(), requests.c.id)
        if newest_first
        else (requests.c.wait_until, requests.c.id)
    )
    statement = select(*columns).where(*conditions).order_by(*order).limit(limit)
    rows = tx.connection.execute(statement).mappings()
    return [Standing(**{**row, "state": State(row["state"])}) for row in rows]


def _receipts() -> Select[Any]:
    return select(*(deliveries.c[name] for name in Receipt.__dataclass_fields__))


def _receipt(row: Mapping[Any, Any]) -> Receipt:
    return Receipt(**{**row, "state": DeliveryState(row["state"])})

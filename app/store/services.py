"""The catalog's rows: all services known, by organisation and name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select

from app.store.database import Transaction
from app.store.requests import RequestRow
from app.store.tables import services


@dataclass(frozen=True, slots=True)
class Service:
    """A service that is live, with the numeric ids of its pair."""

    organisation: str
    name: str
    owner: str
    request_id: int
    answers: Mapping[str, Any]
    service_repository_id: int
    tests_repository_id: int
    created_at: datetime


def put(tx: Transaction, service: Service) -> None:
    """Enter a service; entering the same one again changes nothing."""
    values = {name: getattr(service, name) for name in Service.__dataclass_fields__}
    statement = tx.insert(services).values(**{**values, "answers": dict(service.answers)})
    tx.connection.execute(statement.on_conflict_do_nothing())


def remove(tx: Transaction, row: RequestRow) -> None:
    """Take out what this request entered: it ended before its service was live."""
    tx.connection.execute(delete(services).where(services.c.request_id == row.id))


def get(tx: Transaction, organisation: str, name: str) -> Service | None:
    """The service of that name."""
    columns = [services.c[field] for field in Service.__dataclass_fields__]
    statement = select(*columns).where(
        services.c.organisation == organisation, services.c.name == name
    )
    row = tx.connection.execute(statement).mappings().one_or_none()
    return Service(**row) if row else None


def count_of_owner(tx: Transaction, organisation: str, owner: str) -> int:
    """How many services a team owns."""
    statement = select(func.count()).where(
        services.c.organisation == organisation, services.c.owner == owner
    )
    return tx.connection.execute(statement).scalar_one()

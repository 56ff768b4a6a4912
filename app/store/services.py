"""The catalog's rows: all services known, by organisation and name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select

from app.store.database import Transaction
from app.store.requests import RequestRow
from app.store.tables import services


@dataclass(frozen=True, slots=True)
class Service:
    """A service, with the numeric ids of its pair and what they were called when it was entered.

    One that no request built has no request, and may have no repositories.
    """

    organisation: str
    name: str
    owner: str
    request_id: int | None
    answers: Mapping[str, Any]
    service_repository_id: int | None
    tests_repository_id: int | None
    created_at: datetime
    system: str | None = None
    lifecycle: str | None = None
    template: str | None = None
    depends_on: tuple[str, ...] | None = None
    data_stores: tuple[str, ...] | None = None
    apis: tuple[str, ...] | None = None
    service_repository: str | None = None
    tests_repository: str | None = None


_COLUMNS = tuple(services.c[field] for field in Service.__dataclass_fields__)


def lock(tx: Transaction, organisation: str) -> None:
    """Nobody else changes the organisation's catalog until this transaction ends."""
    tx.lock(f"catalog of {organisation}")


def put(tx: Transaction, service: Service) -> None:
    """Enter a service that a request built; entering the same one again changes nothing.

    What an import had entered under its name meanwhile is the same service, and gives way.
    """
    lock(tx, service.organisation)
    values = {name: getattr(service, name) for name in Service.__dataclass_fields__}
    values |= {"answers": dict(service.answers), "source": "request"}
    values["changed_at"] = changed_at(tx, service.organisation, service.created_at)
    statement = tx.insert(services).values(**values)
    key = {"organisation", "name", "created_at"}
    statement = statement.on_conflict_do_update(
        index_elements=[services.c.organisation, services.c.name],
        set_={name: value for name, value in values.items() if name not in key},
        where=services.c.request_id.is_(None),
    )
    tx.connection.execute(statement)


def changed_at(tx: Transaction, organisation: str, now: datetime) -> datetime:
    """`now`, or just after the newest change: by a clock that is slow a change would not show."""
    newest = func.max(func.coalesce(services.c.changed_at, services.c.created_at))
    statement = select(newest).where(services.c.organisation == organisation)
    last: datetime | None = tx.connection.execute(statement).scalar_one()
    return now if last is None else max(now, last + timedelta(microseconds=1))


def remove(tx: Transaction, row: RequestRow) -> None:
    """Take out what this request entered: it ended before its service was live."""
    tx.connection.execute(delete(services).where(services.c.request_id == row.id))


def get(tx: Transaction, organisation: str, name: str) -> Service | None:
    """The service of that name, in any case; of several the one that is written just so."""
    statement = select(*_COLUMNS).where(
        services.c.organisation == organisation, func.lower(services.c.name) == name.lower()
    )
    rows = [dict(row) for row in tx.connection.execute(statement).mappings()]
    row = next((row for row in rows if row["name"] == name), rows[0] if rows else None)
    return Service(**_with_tuples(row)) if row else None


def of_repository(tx: Transaction, organisation: str, repository_id: int) -> Service | None:
    """The service of that repository; of several in one, the first by name that has tests."""
    statement = (
        select(*_COLUMNS)
        .where(
            services.c.organisation == organisation,
            services.c.service_repository_id == repository_id,
        )
        .order_by(services.c.tests_repository_id.is_(None), services.c.name)
        .limit(1)
    )
    row = tx.connection.execute(statement).mappings().one_or_none()
    return Service(**_with_tuples(dict(row))) if row else None


def count_of_owner(tx: Transaction, organisation: str, owner: str) -> int:
    """How many services a team owns."""
    statement = select(func.count()).where(
        services.c.organisation == organisation, services.c.owner == owner
    )
    return tx.connection.execute(statement).scalar_one()


def _with_tuples(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}

"""The catalog's entries, rows <-> domain, for whoever lists, exports or imports them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from app.domain.catalog.entry import Details, Entry, RepositoryRef, Source
from app.store.database import Transaction
from app.store.services import changed_at
from app.store.tables import services

_TEXTS = ("system", "lifecycle", "template")
_LISTS = ("depends_on", "data_stores", "apis")
_REPOSITORIES = ("service_repository", "tests_repository")


def entries(tx: Transaction, organisation: str) -> tuple[Entry, ...]:
    """All services of an organisation, by name."""
    statement = select(services).where(services.c.organisation == organisation)
    rows = tx.connection.execute(statement).mappings()
    found = (entry_of(dict(row)) for row in rows)
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.name)))


def entry_of(row: Mapping[str, Any]) -> Entry:
    """A row of `services`. What an earlier version entered has only the answers of its request."""
    answers = row["answers"] or {}
    store = answers.get("data_store", "")
    answered = row["request_id"] is not None
    details = Details(
        owner=row["owner"] or None,
        system=row["system"] or None,
        lifecycle=row["lifecycle"] or None,
        template=row["template"] or str(answers.get("template", "")) or None,
        depends_on=_tuple(row["depends_on"], answers.get("depends_on", ()) if answered else None),
        data_stores=_tuple(row["data_stores"], filter(None, [store]) if answered else None),
        apis=_tuple(row["apis"], None),
        service_repository=_repository(row, "service_repository"),
        tests_repository=_repository(row, "tests_repository"),
    )
    return Entry(row["name"], details, Source(row["source"]))


def add(tx: Transaction, organisation: str, new: Iterable[Entry], now: datetime) -> None:
    """Enter services that no request built."""
    moment = changed_at(tx, organisation, now)
    rows = [
        {"organisation": organisation, "name": one.name, "answers": {}, "created_at": now}
        | {"changed_at": moment}
        | _values(one)
        for one in new
    ]
    if rows:
        tx.connection.execute(services.insert(), rows)


def change(tx: Transaction, organisation: str, changed: Iterable[Entry], now: datetime) -> None:
    """Let entries say what these say; each is there under its name."""
    moment = changed_at(tx, organisation, now)
    for one in changed:
        statement = update(services).where(
            services.c.organisation == organisation, services.c.name == one.name
        )
        tx.connection.execute(statement.values(**_values(one), changed_at=moment))


def _values(entry: Entry) -> dict[str, Any]:
    said = entry.details
    texts = {name: getattr(said, name) for name in _TEXTS}
    lists = {name: _list(getattr(said, name)) for name in _LISTS}
    where = {name: getattr(said, name) for name in _REPOSITORIES}
    names = {name: one.name if one else None for name, one in where.items()}
    ids = {f"{name}_id": one.id if one else None for name, one in where.items()}
    return {"owner": said.owner or "", "source": entry.source, **texts, **lists, **names, **ids}


def _list(value: tuple[str, ...] | None) -> list[str] | None:
    return None if value is None else list(value)


def _tuple(value: list[str] | None, otherwise: Iterable[str] | None) -> tuple[str, ...] | None:
    found = otherwise if value is None else value
    return None if found is None else tuple(found)


def _repository(row: Mapping[str, Any], name: str) -> RepositoryRef | None:
    called, number = row[name], row[f"{name}_id"]
    return RepositoryRef(called, number) if called else None

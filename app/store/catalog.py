"""The catalog as policies see it: read whole, and again only after it changed."""

from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, select

from app.domain.facts import Catalog, Service
from app.store.database import Transaction
from app.store.entries import entry_of
from app.store.tables import services

_Revision = tuple[object, ...]
_read: WeakKeyDictionary[Engine, dict[str, tuple[_Revision, Catalog]]] = WeakKeyDictionary()


def catalog(tx: Transaction, organisation: str) -> Catalog:
    """All services of an organisation; as long as none changed, the same object again."""
    kept = _read.setdefault(tx.connection.engine, {})
    revision = _revision(tx, organisation)
    if organisation in kept and kept[organisation][0] == revision:
        return kept[organisation][1]
    found = _load(tx, organisation)
    kept[organisation] = (revision, found)
    return found


def _revision(tx: Transaction, organisation: str) -> _Revision:
    changed = func.coalesce(services.c.changed_at, services.c.created_at)
    statement = select(func.count(), func.max(changed)).where(
        services.c.organisation == organisation
    )
    return tuple(tx.connection.execute(statement).one())


def _load(tx: Transaction, organisation: str) -> Catalog:
    statement = select(services).where(services.c.organisation == organisation)
    rows = tx.connection.execute(statement.order_by(services.c.name)).mappings()
    return Catalog(tuple(_service(dict(row)) for row in rows))


def _service(row: Mapping[str, Any]) -> Service:
    said = entry_of(row).details
    return Service(
        name=row["name"],
        owner=row["owner"],
        system=said.system or "",
        lifecycle=said.lifecycle or "",
        template=said.template or "",
        depends_on=said.depends_on or (),
        data_stores=said.data_stores or (),
        created=row["created_at"],
    )

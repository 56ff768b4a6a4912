"""The audit: who decided or wrote what, why, and over which digest; only ever added to."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from app.store.database import Transaction
from app.store.tables import audit


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision or write.

    `actor` is a login, `slipway`, or `operator NAME`; `action` is a short word such as `approved`
    or `github write`; `reason` is a sentence; `digest` is what was decided over, if anything.
    """

    organisation: str
    request_id: int | None
    at: datetime
    actor: str
    action: str
    reason: str
    digest: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


def add(tx: Transaction, entry: Entry) -> None:
    """Keep an entry for good, in the transaction of what it tells of."""
    tx.connection.execute(insert(audit).values(**asdict(entry)))


def of_request(tx: Transaction, request_id: int) -> list[Entry]:
    """All that is on record about a request, oldest first."""
    columns = [audit.c[name] for name in Entry.__dataclass_fields__]
    statement = select(*columns).where(audit.c.request_id == request_id).order_by(audit.c.id)
    return [Entry(**row) for row in tx.connection.execute(statement).mappings()]


def latest(tx: Transaction, organisation: str, limit: int) -> list[Entry]:
    """The newest entries of an organisation, newest first."""
    columns = [audit.c[name] for name in Entry.__dataclass_fields__]
    statement = (
        select(*columns)
        .where(audit.c.organisation == organisation)
        .order_by(audit.c.id.desc())
        .limit(limit)
    )
    return [Entry(**row) for row in tx.connection.execute(statement).mappings()]

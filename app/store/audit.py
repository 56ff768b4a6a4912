"""The audit: who decided or wrote what, why, and over which digest; only ever added to."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, insert, select

from app.store.database import Transaction
from app.store.tables import audit

SLIPWAY = "slipway"
"""The actor of what follows from the policy, by nobody's hand."""


class Action(StrEnum):
    """What an entry of the audit tells; writes to GitHub come besides."""

    APPROVAL_COUNTS = "approval counts"
    APPROVAL_VOID = "approval void"
    NO_REQUEST = "no request"
    NEEDS_CORRECTION = "needs correction"
    AWAITING_APPROVAL = "awaiting approval"
    ON_HOLD = "on hold"
    VETOED = "vetoed"
    BLOCKED = "blocked"
    APPROVED = "approved"
    CLOSED = "closed"
    EXPIRED = "expired"
    REMINDED = "reminded"
    BUILD_STARTED = "build started"
    BUILD_BEGAN = "build began"
    BUILD_CONFIRMED = "build confirmed"
    BUILD_STEPPED_BACK = "build stepped back"
    PARKED = "parked"
    LIVE = "live"
    RETRIED = "retried"
    RESUMED = "resumed"
    CANCELLED = "cancelled"
    COMMAND_REFUSED = "command refused"
    GLASS_BROKEN = "glass broken"
    TEMPLATES_RENEWED = "templates renewed"
    LAW_ACCEPTED = "law accepted"
    REPLAYED = "replayed"
    CATALOG_IMPORTED = "catalog imported"


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


def of_request(tx: Transaction, organisation: str, request_id: int) -> list[Entry]:
    """All that is on record about a request, oldest first."""
    statement = _about(organisation, request_id).order_by(audit.c.id)
    return [Entry(**row) for row in tx.connection.execute(statement).mappings()]


def of_actions(
    tx: Transaction, organisation: str, request_id: int, actions: Collection[str]
) -> list[Entry]:
    """What is on record about a request of these actions, oldest first."""
    statement = _about(organisation, request_id).where(_is_any(actions)).order_by(audit.c.id)
    return [Entry(**row) for row in tx.connection.execute(statement).mappings()]


def last_of(
    tx: Transaction, organisation: str, request_id: int, actions: Collection[str]
) -> Entry | None:
    """The newest entry about a request of one of these actions."""
    newest_first = _about(organisation, request_id).order_by(audit.c.id.desc())
    statement = newest_first.where(_is_any(actions)).limit(1)
    row = tx.connection.execute(statement).mappings().one_or_none()
    return Entry(**row) if row else None


def newest(
    tx: Transaction,
    limit: int,
    request: tuple[str, int] | None = None,
    actions: Collection[str] | None = None,
) -> list[Entry]:
    """The newest entries, newest first: of one request (organisation, id), of some actions."""
    statement = _about(*request) if request else select(*_columns())
    if actions is not None:
        statement = statement.where(_is_any(actions))
    statement = statement.order_by(audit.c.id.desc()).limit(limit)
    return [Entry(**row) for row in tx.connection.execute(statement).mappings()]


def _about(organisation: str, request_id: int) -> Select[Any]:
    # With the organisation, since the index begins with it.
    return select(*_columns()).where(
        audit.c.organisation == organisation, audit.c.request_id == request_id
    )


def _is_any(actions: Collection[str]) -> ColumnElement[bool]:
    return audit.c.action.in_([str(action) for action in actions])


def _columns() -> list[Any]:
    return [audit.c[name] for name in Entry.__dataclass_fields__]

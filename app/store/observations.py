"""What was seen at its time and cannot be asked for later; only ever added to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import insert, select

from app.store.database import Transaction
from app.store.requests import RequestRow
from app.store.tables import observations


class Kind(StrEnum):
    """DISPLAY: what the status comment showed. NOTE: what it says happened.

    COMMAND: a comment that was obeyed or refused; REPLY: its answer was posted.
    DECISION: a verdict acted upon, with what it rested on. SUSPENDED: an account was, before a
    build. GLASS: whose approval was not waited for, and that they were told.
    VETO: an event that set or lifted a veto, by somebody who might. RENEWAL: newer templates were
    taken, which voids what was approved until then. CLOCK: that it began to wait for something
    else, and what was done about that by the clock. APPS: which label events and comments an App
    made in a person's name, and which none did. TOLD: of a command, or of
    a comment of ours, by a webhook.
    """

    DISPLAY = "display"
    NOTE = "note"
    COMMAND = "command"
    REPLY = "reply"
    DECISION = "decision"
    SUSPENDED = "suspended"
    GLASS = "glass"
    VETO = "veto"
    RENEWAL = "renewal"
    CLOCK = "clock"
    APPS = "apps"
    TOLD = "told"


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing seen; `at` is GitHub's time where GitHub told one."""

    at: datetime
    data: Mapping[str, Any]


def add(
    tx: Transaction, row: RequestRow, kind: Kind, at: datetime, data: Mapping[str, Any]
) -> None:
    """Keep an observation for good."""
    tx.connection.execute(
        insert(observations).values(
            organisation=row.organisation, request_id=row.id, kind=kind, at=at, data=dict(data)
        )
    )


def of_kind(tx: Transaction, row: RequestRow, kind: Kind) -> list[Observation]:
    """All observations of one kind about a request, oldest first."""
    statement = (
        select(observations.c.at, observations.c.data)
        .where(observations.c.request_id == row.id, observations.c.kind == kind)
        .order_by(observations.c.id)
    )
    return [Observation(r.at, r.data) for r in tx.connection.execute(statement)]

"""A label that was suggested for an issue: on it only once a person approved."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sandbox.world.labels import Label
from sandbox.world.people import Account

if TYPE_CHECKING:
    from sandbox.world.issues import Actor, Event


class Standing(StrEnum):
    """What became of a suggestion, as far as the sandbox goes."""

    PENDING = "pending"
    APPROVED = "approved"
    DISMISSED = "dismissed"
    INVALIDATED = "invalidated"


@dataclass(eq=False)
class Suggestion:
    """`event` is the `labeled` event of the approval; `confidence` is low, medium or high."""

    id: int
    label: Label
    actor: "Actor"
    created_at: datetime
    updated_at: datetime
    rationale: str | None = None
    confidence: str | None = None
    state: Standing = Standing.PENDING
    event: "Event | None" = None
    resolved_by: Account | None = None

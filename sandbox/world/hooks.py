"""The outbox of webhooks: deliveries made, on their way, and what shall go wrong with them."""

from dataclasses import dataclass, field
from datetime import datetime
from queue import Queue
from typing import Any


@dataclass(eq=False)
class Delivery:
    """One attempt at handing one event to the App; a redelivery keeps the guid."""

    id: int
    guid: str
    event: str
    action: str | None
    payload: dict[str, Any]
    created_at: datetime
    installation_id: int | None
    repository_id: int | None
    redelivery: bool = False
    delivered_at: datetime | None = None
    duration: float = 0.0
    status: str = "pending"
    status_code: int = 0
    request_headers: dict[str, str] = field(default_factory=dict)
    response_headers: dict[str, str] = field(default_factory=dict)
    response_body: str = ""


@dataclass
class Mischief:
    """How many of the next deliveries to drop, send twice, delay or swap in pairs."""

    drop: int = 0
    duplicate: int = 0
    delay: int = 0
    delay_seconds: float = 0.0
    swap: int = 0


@dataclass
class Outbox:
    """`queue` feeds the sender thread; None ends it."""

    hook_id: int = 1
    log: list[Delivery] = field(default_factory=list)
    queue: "Queue[Delivery | None]" = field(default_factory=Queue)
    mischief: Mischief = field(default_factory=Mischief)
    seen: set[str] = field(default_factory=set)

"""What a `/slipway …` comment comes to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from app.store.database import Transaction


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command comes to: a reply, and what changes about the request.

    One that is `heeded` puts that on record itself. `beside` keeps more along with it.
    """

    reply: str
    changes: dict[str, Any] = field(default_factory=dict)
    heeded: bool = False
    beside: Callable[[Transaction], None] | None = None

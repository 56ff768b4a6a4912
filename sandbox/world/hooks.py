"""The outbox of webhooks: deliveries made, on their way, and what shall go wrong with them."""

from dataclasses import dataclass, field
from datetime import datetime
from queue import Queue
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from sandbox.world.apps import App


def check_address(url: str) -> str:
    """The address of a webhook, which may be empty; ValueError when nothing can be sent there."""
    parts = urlsplit(url)
    # Asking for the port is what checks it.
    if url and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.port == 0):
        raise ValueError(f"{url!r} is no http or https address")
    return url


@dataclass(eq=False)
class Delivery:
    """One attempt at handing one event to an App; a redelivery keeps the guid."""

    id: int
    app: "App"
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
    """How many of the next deliveries to drop, send twice, delay, swap in pairs or hold.

    A twin is the same event once more under a guid of its own. What is held waits until
    `hold_seconds` of the sandbox's clock are over, or until it is released.
    """

    drop: int = 0
    duplicate: int = 0
    twin: int = 0
    delay: int = 0
    delay_seconds: float = 0.0
    swap: int = 0
    hold: int = 0
    hold_seconds: float | None = None


@dataclass(frozen=True)
class Held:
    """A delivery that is held back; `until` is None when only a release lets it go."""

    delivery: Delivery
    until: datetime | None


@dataclass
class Outbox:
    """`queue` feeds the sender thread; None ends it. What is `free` meets no more mischief."""

    log: list[Delivery] = field(default_factory=list)
    queue: "Queue[Delivery | None]" = field(default_factory=Queue)
    mischief: Mischief = field(default_factory=Mischief)
    held: list[Held] = field(default_factory=list)
    free: set[int] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)

    def __getstate__(self) -> dict[str, Any]:
        return {name: one for name, one in vars(self).items() if name != "queue"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """What was waiting or on its way waits again: it may arrive twice, and is not lost."""
        vars(self).update(state)
        self.queue = Queue()
        held = {one.delivery.id for one in self.held}
        for delivery in self.log:
            if delivery.delivered_at is None and delivery.id not in held:
                self.queue.put(delivery)

    def release(self, chosen: list[Held]) -> None:
        """Send what was held, in this order, after all that waits already."""
        self.held = [one for one in self.held if one not in chosen]
        for one in chosen:
            self.free.add(one.delivery.id)
            self.queue.put(one.delivery)

    def release_due(self, now: datetime) -> None:
        """Send what was held long enough, oldest first."""
        due = [one for one in self.held if one.until is not None and one.until <= now]
        self.release(due)

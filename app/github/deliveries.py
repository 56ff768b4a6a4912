"""The App's delivery log at GitHub: what was sent, and asking for one of it again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.github.client import Client


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at delivering one event; a redelivery is a new attempt with the same guid.

    `id` is GitHub's and larger than 32 bits. `installation_id` is None for what concerns the App
    alone. `status_code` is what was answered, 0 where nobody answered.
    """

    id: int
    guid: str
    event: str
    installation_id: int | None
    delivered_at: datetime
    status_code: int


@dataclass(frozen=True, slots=True)
class LogPage:
    """Up to 100 attempts, newest first, and the cursor of what is older; "" after the last."""

    attempts: tuple[Attempt, ...]
    older: str


def read_log(app: Client, cursor: str = "") -> LogPage:
    """One page of the log, which reaches three days back (seven on an Enterprise Server).

    `app` calls as the App itself. From `GET /app/hook/deliveries`.
    """
    entries, older = app.page("GET /app/hook/deliveries", cursor)
    return LogPage(tuple(_attempt(entry) for entry in entries), older)


def ask_again(app: Client, delivery_id: int) -> None:
    """Has an attempt repeated; it arrives later, as a webhook with the same guid.

    From `POST /app/hook/deliveries/{delivery_id}/attempts`. Raises NotFound for one that the log
    holds no more.
    """
    app.rest("POST /app/hook/deliveries/{delivery_id}/attempts", delivery_id=delivery_id)


def _attempt(entry: Any) -> Attempt:
    return Attempt(
        id=entry["id"],
        guid=entry["guid"],
        event=entry["event"],
        installation_id=entry["installation_id"],
        delivered_at=datetime.fromisoformat(entry["delivered_at"]),
        status_code=entry["status_code"],
    )

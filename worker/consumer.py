"""How a worker finds back to a Redis that was away: within seconds, however long it was."""

from typing import Any

import structlog
from celery.worker.consumer import Consumer as CeleryConsumer
from celery.worker.state import maybe_shutdown

LONGEST_PAUSE_SECONDS = 5
"""Celery's own pauses grow to half a minute, and the sweep comes after that."""

_log = structlog.get_logger(__name__)


class Consumer(CeleryConsumer):  # type: ignore[misc]  # Celery has no types
    """Celery's consumer, but for how it connects."""

    def ensure_connected(self, conn: Any) -> Any:
        """The connection once it stands, however long that takes; SIGTERM ends the waiting."""
        conn.ensure_connection(
            _say,
            interval_start=1,
            interval_step=1,
            interval_max=LONGEST_PAUSE_SECONDS,
            callback=maybe_shutdown,
        )
        return conn


def _say(error: Exception, seconds: float) -> None:
    _log.warning("Redis does not answer, trying again", seconds=seconds, reason=str(error))

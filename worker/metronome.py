"""Wakes workers for what is due by the clock: every interval, and as soon as Redis is back."""

import threading
from collections.abc import Sequence

import structlog

from app import queue
from app.queue import QUEUE_ERRORS

_AT_FIRST = (queue.SWEEP, queue.START)
_EVERY_TIME = (queue.SWEEP, queue.CHORES)
_STOP_SECONDS = 3

_log = structlog.get_logger(__name__)


class Metronome:
    """A thread that sends the sweep and the chores on their way.

    Celery's own beat waits for a Redis that is away for up to half a minute at a time, and for as
    long again when it is told to stop.
    """

    def __init__(self, url: str, seconds: float) -> None:
        self._url = url
        self._seconds = seconds
        self._next: Sequence[str] = _AT_FIRST
        self._rings = threading.Event()
        self._has_ended = False
        self._thread = threading.Thread(target=self._run, name="metronome", daemon=True)

    def start(self) -> None:
        """Begin to count the first interval."""
        self._thread.start()

    def ring(self) -> None:
        """Do not wait for the interval to end: Redis answers now, and may have lost everything."""
        self._rings.set()

    def stop(self) -> None:
        """End the thread; what it is sending just now may get lost."""
        self._has_ended = True
        self._rings.set()
        self._thread.join(_STOP_SECONDS)

    def _run(self) -> None:
        while True:
            self._rings.wait(self._seconds)
            self._rings.clear()
            if self._has_ended:
                return
            self._send()

    def _send(self) -> None:
        try:
            # What nobody took before the next one is due has nothing to add to that.
            queue.wake(self._url, self._next, expires=self._seconds)
        except QUEUE_ERRORS as error:
            _log.warning("Redis took no wake-up", reason=str(error))
        else:
            self._next = _EVERY_TIME

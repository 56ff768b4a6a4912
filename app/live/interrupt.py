"""How a live check is stopped: before its next call, so that the outcome of each call is known."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interrupted(Exception):
    """Somebody asked the check to end."""


class Interrupt:
    """Whether somebody asked the check to end; what was made is removed all the same."""

    def __init__(self) -> None:
        self._asked = Event()
        self._is_closing = False

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Takes Ctrl-C, SIGTERM and SIGHUP while the block lasts. Main thread only."""
        before = {number: signal.signal(number, self._ask) for number in _SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def close(self) -> None:
        """From now on only what was made is removed, and that is not interrupted."""
        self._is_closing = True

    def check(self) -> None:
        """Raises Interrupted if somebody asked."""
        if self._asked.is_set() and not self._is_closing:
            raise Interrupted

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self._asked.set()

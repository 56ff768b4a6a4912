"""How the demo is stopped: a signal is noticed at the next pause, so nothing is left half done."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interrupted(Exception):
    """Somebody asked the demo to end."""


class Interrupt:
    """Whether somebody asked the demo to end."""

    def __init__(self) -> None:
        self._asked = Event()

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Takes Ctrl-C, SIGTERM and SIGHUP while the block lasts. Main thread only."""
        before = {number: signal.signal(number, self._ask) for number in _SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def pause(self, seconds: float) -> None:
        """Raises Interrupted at once when asked to end, also if that was before."""
        if self._asked.wait(seconds):
            raise Interrupted("Somebody asked the demo to end.")

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self._asked.set()

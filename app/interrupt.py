"""How a program is stopped: only where it asks, so that nothing is left half done."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interrupted(Exception):
    """Somebody asked the program to end."""


class Interrupt:
    """Whether somebody asked the program to end; it notices at its next pause or check."""

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

    def pause(self, seconds: float) -> None:
        """Raises Interrupted at once when asked to end, also if that was before."""
        if self._asked.wait(seconds):
            raise Interrupted("Somebody asked the program to end.")

    def close(self) -> None:
        """From now on only what was made is removed, and no check interrupts that."""
        self._is_closing = True

    def check(self) -> None:
        """Raises Interrupted if somebody asked."""
        if self._asked.is_set() and not self._is_closing:
            raise Interrupted("Somebody asked the program to end.")

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self._asked.set()

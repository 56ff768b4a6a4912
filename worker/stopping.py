"""How a worker ends: what is at hand is finished, and nothing new is begun.

The main process takes the signals, the tasks run in its pool children. They share one byte.
"""

import mmap
import signal
import sys
from collections.abc import Callable
from enum import IntEnum
from time import monotonic
from types import FrameType
from typing import Any

from celery import signals

TURN_SECONDS = 20
"""A task that could go on for longer hands the rest on: a worker ends soon, others have a turn."""


class Stopping(IntEnum):
    """How far the end is."""

    NOT = 0
    WARM = 1  # SIGTERM: what is at hand is finished
    COLD = 2  # SIGQUIT, or SIGINT twice: nothing is


# Made before the pool forks, so that all its children have it.
_shared = mmap.mmap(-1, 1)


def attach() -> None:
    """Note the signals of the main process, and keep its children from ending before it says so."""
    signals.worker_ready.connect(lambda **_: _tell_first(signal.SIGQUIT), weak=False)
    signals.worker_shutting_down.connect(_note, weak=False)
    signals.task_prerun.connect(_shield, weak=False)


def turn() -> Callable[[], bool]:
    """Begins a task's turn; the answer tells whether it is over."""
    ends_at = monotonic() + TURN_SECONDS
    return lambda: _shared[0] != Stopping.NOT or monotonic() >= ends_at


def _note(sig: str, how: str, **_: Any) -> None:
    _shared[0] = max(_shared[0], Stopping.COLD if how == "Cold" else Stopping.WARM)
    if sig == "SIGINT" and how == "Warm":
        _tell_first(signal.SIGINT)  # the next one is a cold end


def _tell_first(number: signal.Signals) -> None:
    """Let the children know of a cold end before Celery sends them the SIGTERM that they ignore."""
    of_celery = signal.getsignal(number)

    def tell(number: int, frame: FrameType | None) -> None:
        _shared[0] = Stopping.COLD
        if callable(of_celery):
            of_celery(number, frame)

    signal.signal(number, tell)


def _shield(**_: Any) -> None:
    """Who sends SIGTERM to the whole group, as systemd does, would end children in mid-task.

    Not when a child starts: the pool puts a handler of its own in place after that.
    """
    signal.signal(signal.SIGTERM, _end_if_told)


def _end_if_told(number: int, _: FrameType | None) -> None:
    """An end at once still gives the claim back on its way out."""
    if _shared[0] == Stopping.COLD:
        sys.exit(128 + number)

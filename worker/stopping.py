"""How a worker ends: what is at hand is finished, and nothing new is begun.

The main process takes the signals, the tasks run in its pool children. They share one byte.
"""

import mmap
import os
import signal
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
    signals.worker_shutting_down.connect(_note, weak=False)
    signals.worker_process_init.connect(_shield, weak=False)


def turn() -> Callable[[], bool]:
    """Begins a task's turn; the answer tells whether it is over."""
    ends_at = monotonic() + TURN_SECONDS
    return lambda: _shared[0] != Stopping.NOT or monotonic() >= ends_at


def _note(how: str, **_: Any) -> None:
    _shared[0] = Stopping.COLD if how == "Cold" else Stopping.WARM


def _shield(**_: Any) -> None:
    """Who sends SIGTERM to the whole group, as systemd does, would end children in mid-task."""
    signal.signal(signal.SIGTERM, _end_if_told)


def _end_if_told(number: int, _: FrameType | None) -> None:
    if _shared[0] == Stopping.COLD:
        os._exit(128 + number)

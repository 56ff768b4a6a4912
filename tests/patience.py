"""Waits for what another thread or process is about to do."""

import time
from collections.abc import Callable

_PAUSE_SECONDS = 0.01


def until(is_so: Callable[[], bool], seconds: float = 30) -> None:
    """Returns once it is so; fails when that takes too long."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"nothing came of it in {seconds} seconds"
        time.sleep(_PAUSE_SECONDS)

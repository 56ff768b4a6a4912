"""Whose time it is: a clock that stands still until the simulation moves it."""

from datetime import UTC, datetime, timedelta

from sandbox.clock import Clock

START = datetime(2030, 1, 7, 9, tzinfo=UTC)


class OwnClock(Clock):
    """GitHub's and Slipway's one clock: the same story takes the same time whenever it is told."""

    def __init__(self) -> None:
        super().__init__()
        self._now = START

    def now(self) -> datetime:
        return self._now

    def exact(self) -> datetime:
        return self._now

    def advance(self, seconds: float) -> datetime:
        self._now += timedelta(seconds=round(seconds + 0.499))
        return self._now

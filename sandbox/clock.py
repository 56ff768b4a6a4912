"""The sandbox's one clock: real time plus an offset that a control can push forward."""

from datetime import UTC, datetime, timedelta
from threading import Lock


class Clock:
    """Answers aware UTC datetimes at whole seconds, as GitHub's timestamps are."""

    def __init__(self, offset: timedelta = timedelta()) -> None:
        self._offset = offset
        self._lock = Lock()

    @property
    def offset(self) -> timedelta:
        """How far it has been moved: what there is to keep of a clock."""
        with self._lock:
            return self._offset

    def now(self) -> datetime:
        return self.exact().replace(microsecond=0)

    def exact(self) -> datetime:
        """The same time with its fraction, which GitHub shows nowhere."""
        with self._lock:
            return datetime.now(UTC) + self._offset

    def advance(self, seconds: float) -> datetime:
        """Move the clock forward and answer the new time; it never goes back."""
        if seconds < 0:
            raise ValueError("the sandbox clock only moves forward")
        with self._lock:
            self._offset += timedelta(seconds=seconds)
        return self.now()


def stamp(moment: datetime) -> str:
    """The form that GitHub's JSON uses: `2026-01-31T09:00:00Z`."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def stamp_or_none(moment: datetime | None) -> str | None:
    return None if moment is None else stamp(moment)

"""Primary rate limits: how much of its hour a caller has used."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

# How long a window is, where it is no hour.
SPANS = {"search": timedelta(minutes=1)}
HOUR = timedelta(hours=1)


@dataclass
class Window:
    """One hour of one caller's calls."""

    limit: int
    reset_at: datetime
    used: int = 0

    @property
    def remaining(self) -> int:
        return max(self.limit - self.used, 0)


@dataclass
class Rates:
    """One window per caller and resource (`core`, `graphql`, `search`)."""

    windows: dict[tuple[str, str], Window] = field(default_factory=dict)

    def window(self, caller: str, resource: str, now: datetime, limit: Callable[[], int]) -> Window:
        """The present window; its limit is asked for once, when it begins."""
        found = self.windows.get((caller, resource))
        if found is None or now >= found.reset_at:
            found = Window(limit(), now + SPANS.get(resource, HOUR))
            self.windows[caller, resource] = found
        return found

"""Primary rate limits: how much of its hour a caller has used."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

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
    """One window per caller and resource (`core`, `graphql`)."""

    limits: dict[str, int] = field(
        default_factory=lambda: {"core": 5000, "graphql": 5000, "search": 30}
    )
    windows: dict[tuple[str, str], Window] = field(default_factory=dict)

    def window(self, caller: str, resource: str, now: datetime) -> Window:
        found = self.windows.get((caller, resource))
        if found is None or now >= found.reset_at:
            limit = 60 if caller == "anonymous" else self.limits[resource]
            found = Window(limit, now + HOUR)
            self.windows[caller, resource] = found
        return found

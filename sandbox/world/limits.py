"""GitHub's secondary limits: how much an installation may do at once, a minute and an hour."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sandbox.world.sums import SlidingSum

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Spending:
    """What one call costs; `endpoint` is its method and route, of which each has its own points."""

    at: datetime
    endpoint: str
    of_graphql: bool
    points: int
    creating: int


@dataclass(frozen=True, slots=True)
class _Row:
    """One limit as one call meets it: what it is of, what the call adds, how much there may be."""

    what: str
    span: timedelta
    amount: float
    limit: float


@dataclass
class SecondaryLimits:
    """The limits as GitHub documents them, and what each installation spent of them.

    `status` and `retry_after` (None: GitHub sometimes names no time) are of the refusals. Keys of
    `spent` are the installation, what is limited, and the seconds of its span.
    """

    enforced: bool = True
    content_per_minute: int = 80
    content_per_hour: int = 500
    points_per_minute: int = 900
    graphql_points_per_minute: int = 2000
    cpu_seconds_per_minute: float = 90
    graphql_cpu_seconds_per_minute: float = 60
    concurrent: int = 100
    status: int = 403
    retry_after: int | None = 60
    spent: dict[tuple[str, str, float], SlidingSum] = field(default_factory=dict)
    under_way: Counter[str] = field(default_factory=Counter)

    def is_crowded(self, installation: str) -> bool:
        """Whether more calls are under way than may be; the one that asks is among them."""
        return self.enforced and self.under_way[installation] > self.concurrent

    def refuses(self, installation: str, wanted: Spending) -> bool:
        """Whether the call is too much; one that is not is put down as spent."""
        if not self.enforced:
            return False
        rows = [(row, self._sum(installation, row.what, row.span)) for row in self._rows(wanted)]
        if any(spent.until(wanted.at) + row.amount > row.limit for row, spent in rows):
            return True
        for row, spent in rows:
            if row.amount:
                spent.add(wanted.at, row.amount)
        return False

    def worked(self, installation: str, call: Spending, seconds: float) -> None:
        """Put down how long the processor took for a call, which nobody knows before its end."""
        for row in self._cpu(call):
            self._sum(installation, row.what, row.span).add(call.at, seconds)

    def _rows(self, wanted: Spending) -> Iterator[_Row]:
        most = self.graphql_points_per_minute if wanted.of_graphql else self.points_per_minute
        yield _Row(f"points of {wanted.endpoint}", MINUTE, wanted.points, most)
        yield from self._cpu(wanted)
        if wanted.creating:
            yield _Row("content", MINUTE, wanted.creating, self.content_per_minute)
            yield _Row("content", HOUR, wanted.creating, self.content_per_hour)

    def _cpu(self, wanted: Spending) -> Iterator[_Row]:
        yield _Row("cpu", MINUTE, 0, self.cpu_seconds_per_minute)
        if wanted.of_graphql:
            yield _Row("cpu of graphql", MINUTE, 0, self.graphql_cpu_seconds_per_minute)

    def _sum(self, installation: str, what: str, span: timedelta) -> SlidingSum:
        key = installation, what, span.total_seconds()
        return self.spent.setdefault(key, SlidingSum(span))

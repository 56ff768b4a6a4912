"""GitHub's secondary limits: how much an installation may do at once, a minute and an hour."""

from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Spending:
    """What one call cost; `resource` is `core` or `graphql`."""

    at: datetime
    resource: str
    points: int
    creating: int


@dataclass
class SecondaryLimits:
    """The limits as GitHub documents them, and what each installation spent of them.

    `status` and `retry_after` (None: GitHub sometimes names no time) are of the refusals.
    """

    enforced: bool = True
    content_per_minute: int = 80
    content_per_hour: int = 500
    points_per_minute: int = 900
    graphql_points_per_minute: int = 2000
    concurrent: int = 100
    status: int = 403
    retry_after: int | None = 60
    spent: dict[str, deque[Spending]] = field(default_factory=dict)
    under_way: Counter[str] = field(default_factory=Counter)

    def is_crowded(self, installation: str) -> bool:
        """Whether more calls are under way than may be; the one that asks is among them."""
        return self.enforced and self.under_way[installation] > self.concurrent

    def refuses(self, installation: str, wanted: Spending) -> bool:
        """Whether the call is too much; one that is not is put down as spent."""
        if not self.enforced:
            return False
        spent = self.spent.setdefault(installation, deque())
        while spent and spent[0].at <= wanted.at - HOUR:
            spent.popleft()
        if self._is_too_much(spent, wanted):
            return True
        spent.append(wanted)
        return False

    def _is_too_much(self, spent: deque[Spending], wanted: Spending) -> bool:
        lately = [one for one in spent if one.at > wanted.at - MINUTE]
        points = sum(one.points for one in lately if one.resource == wanted.resource)
        if points + wanted.points > self._points(wanted.resource):
            return True
        if not wanted.creating:
            return False
        in_minute = sum(one.creating for one in lately) + wanted.creating
        in_hour = sum(one.creating for one in spent) + wanted.creating
        return in_minute > self.content_per_minute or in_hour > self.content_per_hour

    def _points(self, resource: str) -> int:
        return self.graphql_points_per_minute if resource == "graphql" else self.points_per_minute

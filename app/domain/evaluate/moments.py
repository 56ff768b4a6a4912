"""When the clock alone may change what was decided."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from app.domain.policy import Policy


def next_change(policy: Policy, now: datetime) -> datetime | None:
    """The next moment at which a freeze begins or ends, or a day's limit starts anew."""
    return min((moment for moment in _moments(policy, now) if moment > now), default=None)


def _moments(policy: Policy, now: datetime) -> Iterator[datetime]:
    for freeze in policy.freezes:
        yield from (moment for moment in (freeze.since, freeze.until) if moment)
    if policy.limits.requests_per_person_and_day is not None:
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        yield midnight + timedelta(days=1)

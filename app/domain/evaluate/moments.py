"""When the clock alone may change what was decided."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from app.domain.policy import Policy


def next_change(policy: Policy, now: datetime) -> datetime | None:
    """The next moment at which a freeze or delegation begins or ends, or a day starts anew."""
    return min((moment for moment in _moments(policy, now) if moment > now), default=None)


def _moments(policy: Policy, now: datetime) -> Iterator[datetime]:
    spans = [(freeze.since, freeze.until) for freeze in policy.freezes]
    spans += [(one.since, one.until) for one in policy.delegations]
    for span in spans:
        yield from filter(None, span)
    if policy.limits.requests_per_person_and_day is not None:
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        yield midnight + timedelta(days=1)

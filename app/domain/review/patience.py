"""Reminders and escalations that never come, and a calendar that is out of date."""

from collections.abc import Iterator

from app.domain.mistakes import Mistake
from app.domain.review.subject import Subject


def never_reminded(subject: Subject) -> Iterator[Mistake]:
    """What is due only once the request is closed."""
    policy = subject.policy
    if policy.expiry is None:
        return
    for key, rule in (("reminders", policy.reminders), ("escalation", policy.escalation)):
        if rule is not None and rule.after >= policy.expiry.after:
            say = f"This never comes: a request is closed after {policy.expiry.after} working days."
            yield subject.remark(say, key, "after")


def holidays_over(subject: Subject) -> Iterator[Mistake]:
    """A list of holidays that nobody kept up."""
    calendar = subject.policy.working_days
    if calendar.holidays and max(calendar.holidays) < calendar.day_of(subject.now):
        say = f"The last of these was on {max(calendar.holidays)}; write down those to come."
        yield subject.remark(say, "working_days", "holidays")


def calendar_of_nothing(subject: Subject) -> Iterator[Mistake]:
    """Working days by which nothing is counted."""
    policy = subject.policy
    counted = (policy.reminders, policy.escalation, policy.expiry)
    if policy.working_days != type(policy.working_days)() and not any(counted):
        say = (
            "Nothing is counted in working days: there are no `reminders`, `escalation`, `expiry`."
        )
        yield subject.remark(say, "working_days")

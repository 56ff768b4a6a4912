"""Mistakes about working days, reminders, escalation, expiry and shadow mode, at their lines."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from app.domain.mistakes import FileMistakes
from app.domain.policy import Expiry, Reminders
from app.domain.working_days import WorkingDays
from tests.domain.build import a_policy

START = """version: 1
roles: {security: {teams: [security]}}
approvals: [{name: review, label: ok, by: security}]
"""


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("working_days: {days: [mondy]}", "did you mean `monday`"),
        ("working_days: {days: []}", "must name a weekday"),
        ("working_days: {days: [monday, monday]}", "a second time"),
        ("working_days: {holidays: [25.12.2026]}", "must be a date such as"),
        ("working_days: {time_zone: Berlin}", "no time zone `Berlin`"),
        ("reminders: {every: 2}", "has no `after`"),
        ("reminders: {after: soon}", "a whole number from 1 to 250"),
        ("escalation: {after: 2}", "has no `to`"),
        ("escalation: {after: 2, to: securty}", "did you mean `security`"),
        ("escalation: {after: 2, to: []}", "`to` must name a role"),
        ("expiry: {after: 0}", "a whole number from 1 to 250"),
        ("expiry: {}", "has no `after`"),
        ("shadow: {build_by: nobody}", "There is no role `nobody`"),
        ("shadow: true", "must be a mapping"),
    ],
)
def test_a_mistake_is_told_at_its_line(text: str, sentence: str) -> None:
    with pytest.raises(FileMistakes) as caught:
        a_policy(f"{START}{text}\n")

    assert caught.value.mistakes[0].line == 4
    assert sentence in caught.value.mistakes[0].sentence


def test_what_is_right_is_read() -> None:
    policy = a_policy(
        f"""{START}
working_days: {{days: [friday, monday], holidays: [2026-12-25], time_zone: Europe/Berlin}}
reminders: {{after: 2, most: 1}}
escalation: {{after: 5, to: [security]}}
expiry: {{after: 20}}
shadow: {{build_by: security}}
"""
    )

    berlin = ZoneInfo("Europe/Berlin")
    assert policy.working_days == WorkingDays(("monday", "friday"), (date(2026, 12, 25),), berlin)
    assert policy.reminders == Reminders(after=2, every=2, most=1)
    assert policy.expiry == Expiry(20)
    assert policy.escalation is not None
    assert policy.shadow is not None
    assert policy.escalation.to == policy.shadow.build_by == (policy.roles["security"],)


def test_without_the_keys_nobody_is_reminded_and_builds_begin_by_themselves() -> None:
    policy = a_policy(START)

    assert policy.working_days == WorkingDays()
    assert [policy.reminders, policy.escalation, policy.expiry, policy.shadow] == [None] * 4

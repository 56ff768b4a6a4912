"""What a policy says of time that passes and is hardly meant."""

import pytest

from tests.domain.review.reviewed import warned


@pytest.mark.parametrize(
    "rule", ["reminders: {after: 10}", "escalation: {after: 12, to: platform}"]
)
def test_what_is_due_after_the_end_never_comes(rule: str) -> None:
    (found,) = warned(f"expiry: {{after: 10}}\n{rule}\n")

    assert found.startswith("2:")
    assert "never comes: a request is closed after 10 working days" in found


def test_what_is_due_before_the_end_is_as_it_should_be() -> None:
    assert warned("expiry: {after: 10}\nreminders: {after: 9}\n") == []


def test_holidays_that_are_all_over_are_named() -> None:
    calendar = "working_days: {holidays: [2025-12-25, 2026-01-01]}\nexpiry: {after: 10}\n"

    (found,) = warned(calendar)

    assert "The last of these was on 2026-01-01" in found
    assert warned(calendar.replace("2025", "2026")) == []


def test_a_calendar_by_which_nothing_is_counted_is_named() -> None:
    (found,) = warned("working_days: {days: [monday]}\n")

    assert "Nothing is counted in working days" in found

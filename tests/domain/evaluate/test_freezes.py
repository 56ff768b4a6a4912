"""While a freeze lasts requests are approved, and nothing is built."""

from datetime import UTC, datetime

import pytest

from app.domain.evaluate import Decision, next_change
from app.domain.policy import Policy
from app.domain.verdict import Status
from tests.domain.build import a_label_event, the_facts
from tests.domain.evaluate.decisions import decided, node, policy_with

PLATFORM = a_label_event("paula", 60)
WINTER = """
freezes:
  - name: end of the year
    since: 2026-12-20 18:00
    until: 2027-01-04
    time_zone: Europe/Berlin
    say: Everybody is away.
"""
WEEKEND = "freezes: [{name: weekend, when: 'now.getDayOfWeek(\"Europe/Berlin\") in [0, 6]'}]"


def moment(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


def approved_at(policy: Policy, day: str) -> Decision:
    return decided(policy, PLATFORM, facts=the_facts(now=moment(day)))


@pytest.mark.parametrize("day", ["2026-12-20T17:00", "2027-01-03T22:59"])
def test_between_its_moments_an_approved_request_is_on_hold(day: str) -> None:
    decision = approved_at(policy_with(WINTER), day)

    assert decision.is_on_hold
    assert not decision.is_approved
    assert node(decision, "end of the year").sentence == (
        "Nothing is built until 2027-01-04 00:00 CET. Everybody is away."
    )


@pytest.mark.parametrize("day", ["2026-12-20T16:59", "2027-01-03T23:00"])
def test_before_and_after_it_is_built(day: str) -> None:
    assert approved_at(policy_with(WINTER), day).is_approved


def test_without_approval_it_waits_for_that() -> None:
    frozen = the_facts(now=moment("2026-12-25T12:00"))

    assert not decided(policy_with(WINTER), facts=frozen).is_on_hold


def test_a_freeze_may_hang_on_a_condition() -> None:
    policy = policy_with(WEEKEND)

    assert approved_at(policy, "2026-11-28T12:00").is_on_hold
    assert approved_at(policy, "2026-11-30T12:00").is_approved


def test_a_freeze_that_cannot_be_told_builds_nothing() -> None:
    policy = policy_with("freezes: [{name: odd, when: 1 / (request.tier - 2) == 1}]")

    decision = approved_at(policy, "2026-11-30T12:00")

    assert node(decision, "odd").status is Status.FAILED
    assert not decision.is_approved


def test_the_next_change_is_the_nearest_moment_ahead() -> None:
    policy = policy_with(WINTER)

    assert next_change(policy, moment("2026-12-01T00:00")) == moment("2026-12-20T17:00")
    assert next_change(policy, moment("2026-12-24T00:00")) == moment("2027-01-03T23:00")
    assert next_change(policy, moment("2027-02-01T00:00")) is None


def test_a_limit_by_the_day_changes_at_midnight() -> None:
    policy = policy_with("limits: {requests_per_person_and_day: 1}")

    assert next_change(policy, moment("2026-12-01T10:00")) == moment("2026-12-02T00:00")

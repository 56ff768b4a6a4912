"""Two approvals with one label: the second approver takes it off and sets it again."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.approvals.standing import standing
from app.domain.issue import LabelEvent
from app.domain.verdict import Status
from tests.domain.build import (
    a_label_event,
    a_person,
    a_rule,
    an_issue,
    approvers,
    findings_for,
    the_evidence,
)

TWO = a_rule(count=2)


def switches(*logins: str) -> tuple[LabelEvent, ...]:
    """The label goes on, off, on … by these, ten seconds apart; "slipway" is a bot."""
    return tuple(
        a_label_event(
            a_person(login, is_bot=login == "slipway"), 60 + 10 * turn, added=turn % 2 == 0
        )
        for turn, login in enumerate(logins)
    )


def test_a_swap_adds_the_second_approval() -> None:
    evidence = the_evidence(an_issue(*switches("paula", "peter", "peter")))

    finding = findings_for(evidence, TWO)

    assert finding.verdict.status is Status.SATISFIED
    assert finding.verdict.sentence == "Approved by paula and peter."


def test_one_of_two_is_not_enough_and_the_verdict_says_what_is_missing() -> None:
    finding = findings_for(the_evidence(an_issue(*switches("paula"))), TWO)

    assert finding.verdict.status is Status.PENDING
    assert finding.missing == 1
    assert finding.verdict.sentence.startswith("Approved by paula; 1 of 2 still missing: the label")


def test_one_person_never_counts_twice() -> None:
    evidence = the_evidence(an_issue(*switches("paula", "paula", "paula")))

    assert approvers(evidence, TWO) == ["paula"]


def test_a_swap_by_an_outsider_leaves_the_approval_standing_and_adds_none() -> None:
    evidence = the_evidence(an_issue(*switches("paula", "olga", "olga")))

    assert approvers(evidence, TWO) == ["paula"]


def test_a_label_taken_off_by_one_and_set_by_another_counts_for_the_other_only() -> None:
    evidence = the_evidence(an_issue(*switches("paula", "olga", "peter")))

    assert approvers(evidence, TWO) == ["peter"]


def test_a_label_that_slipway_took_off_clears_the_approvals() -> None:
    evidence = the_evidence(an_issue(*switches("paula", "slipway", "peter")))

    assert approvers(evidence, TWO) == ["peter"]


def test_an_app_cannot_swap() -> None:
    evidence = the_evidence(an_issue(*switches("paula", "slipway", "slipway")))

    assert approvers(evidence, TWO) == []


def test_an_app_in_a_persons_name_cannot_swap() -> None:
    events = (
        a_label_event("paula", 60),
        a_label_event("peter", 70, added=False, via_app=True),
        a_label_event("peter", 80),
    )

    assert approvers(the_evidence(an_issue(*events)), TWO) == ["peter"]


def standing_by_hand(logins: Sequence[str]) -> set[str]:
    """The model: whose last setting was followed by whole swaps of other persons only."""
    if len(logins) % 2 == 0:
        return set()
    stands = set()
    for login in set(logins[::2]):
        last = max(turn for turn in range(0, len(logins), 2) if logins[turn] == login)
        later = list(zip(logins[last + 1 :: 2], logins[last + 2 :: 2], strict=True))
        if all(off == on != login and off != "slipway" for off, on in later):
            stands.add(login)
    return stands


@settings(deadline=None)
@given(st.lists(st.sampled_from(["paula", "peter", "olga", "slipway"]), max_size=9))
def test_whatever_the_order_the_standing_settings_are_those_of_the_model(logins: list[str]) -> None:
    stood = {event.actor.login for event in standing(switches(*logins)) if event.actor}

    assert stood == standing_by_hand(logins)

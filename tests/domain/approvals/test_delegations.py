"""Standing in for an absent reviewer."""

from datetime import datetime

import pytest

from app.domain.approvals import ORGANISATION, people_to_ask
from app.domain.approvals.delegates import each_for_one
from app.domain.evaluate import next_change
from app.domain.issue import LabelEvent
from app.domain.policy import Policy
from tests.domain.approvals.speaking import decision_on, reasons
from tests.domain.build import (
    NOON,
    a_label,
    a_label_event,
    an_edit,
    an_issue,
    at,
    the_evidence,
)
from tests.domain.evaluate.decisions import policy_with

REVIEW = """
approvals:
  - {name: security review, label: approved/security, by: security, count: COUNT}
"""
PAUL = "  - {from: sam, to: paul, since: 2026-03-02 11:00, until: 2026-03-02 12:10}\n"
IN_ORGANISATION = {(ORGANISATION, who): True for who in ("paul", "pia")}


def security(event_by: str = "paul", seconds: int = 60, *, added: bool = True) -> LabelEvent:
    return a_label_event(event_by, seconds, a_label("approved/security"), added=added)


def policy(delegations: str = PAUL, count: int = 1, rule: str = REVIEW) -> Policy:
    return policy_with(f"delegations:\n{delegations}", rule.replace("COUNT", str(count)))


def with_sam(*, is_member: bool = True) -> dict[tuple[str, str], bool]:
    return IN_ORGANISATION | {("security", "sam"): is_member}


def test_a_delegate_counts_and_the_sentence_says_for_whom() -> None:
    decision = decision_on(policy(), events=(security(),), members=with_sam())

    assert decision.is_approved
    assert decision.approvals[0].verdict.sentence == "Approved by paul (standing in for sam)."


@pytest.mark.parametrize("moment", [at(600), at(3600)])
def test_a_delegate_counts_no_longer_once_it_is_over(moment: datetime) -> None:
    decision = decision_on(policy(), events=(security(),), members=with_sam(), now=moment)

    assert not decision.is_approved
    assert "paul is not in the role security" in reasons(decision)


def test_a_label_set_before_it_began_does_not_count() -> None:
    later = PAUL.replace("11:00", "12:02")

    decision = decision_on(policy(later), events=(security(),), members=with_sam(), now=at(180))

    assert "paul did not stand in for sam at that time" in reasons(decision)


def test_it_begins_and_ends_in_its_time_zone() -> None:
    berlin = PAUL.replace("}", ", time_zone: Europe/Berlin}").replace("11:00", "12:00")

    decision = decision_on(
        policy(berlin.replace("12:10", "13:10")), events=(security(),), members=with_sam()
    )

    assert decision.is_approved


def test_nobody_stands_in_for_somebody_who_left_the_role() -> None:
    decision = decision_on(policy(), events=(security(),), members=with_sam(is_member=False))

    assert "sam, for whom paul stands in, is not in the role security" in reasons(decision)


def test_a_delegate_who_left_the_organisation_does_not_count() -> None:
    members = with_sam() | {(ORGANISATION, "paul"): False}

    decision = decision_on(policy(), events=(security(),), members=members)

    assert "paul is not in the organisation" in reasons(decision)


@pytest.mark.parametrize("writer", ["sam", "paul"])
def test_neither_may_have_written_a_part_of_the_request(writer: str) -> None:
    issue = an_issue(security(), edits=(an_edit(5, by=writer),))
    evidence = the_evidence(issue, members=with_sam())

    decision = decision_on(policy(), evidence=evidence)

    assert writer in reasons(decision).split(" wrote a part of the request")[0]
    assert not decision.is_approved


def test_a_reviewer_and_the_delegate_are_one_person() -> None:
    events = (security("sam"), security("paul", 70, added=False), security("paul", 80))

    decision = decision_on(policy(count=2), events=events, members=with_sam())

    assert decision.approvals[0].missing == 1
    assert "sam, for whom paul stands in, counts already" in reasons(decision)


def test_a_delegation_for_other_roles_is_none_here() -> None:
    decision = decision_on(
        policy(PAUL.replace("since", "roles: [platform], since")),
        events=(security(),),
        members=with_sam(),
    )

    assert not decision.is_approved


def test_a_delegate_of_somebody_in_the_owner_team_does_not_count_where_that_is_left_out() -> None:
    rule = REVIEW.replace("count: COUNT", "own_team: false")
    members = with_sam() | {("payments", "sam"): True}

    decision = decision_on(policy(rule=rule), events=(security(),), members=members)

    assert "sam is in the team payments" in reasons(decision)


def test_the_absent_reviewers_membership_is_asked_for() -> None:
    asked = people_to_ask(policy(), an_issue(security()))

    assert asked == {("security", "paul"), ("security", "sam"), (ORGANISATION, "paul")}


def test_as_many_count_as_can() -> None:
    assert each_for_one({"paul": ("sam", "sue"), "pia": ("sam",)}) == {"paul": "sue", "pia": "sam"}
    assert len(each_for_one({"paul": ("sam",), "pia": ("sam",)})) == 1


def test_it_is_looked_at_again_when_it_ends() -> None:
    assert next_change(policy(), NOON) == at(600)

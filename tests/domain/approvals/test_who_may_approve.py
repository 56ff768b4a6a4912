"""Promise 2: a label alone is nothing."""

from dataclasses import replace

import pytest

from app.domain.issue import LabelEvent
from app.domain.verdict import Status
from tests.domain.build import (
    a_label,
    a_label_event,
    a_person,
    an_edit,
    an_issue,
    approvers,
    at,
    findings_for,
    objections,
    the_evidence,
)


def test_a_member_of_the_team_approves() -> None:
    evidence = the_evidence(an_issue(a_label_event("paula")))

    finding = findings_for(evidence)

    assert finding.given_by == (a_person("paula"),)
    assert finding.verdict.status is Status.SATISFIED
    assert finding.verdict.sentence == "Approved by paula."
    assert finding.missing == 0


def test_a_user_whom_the_policy_names_approves_in_any_case_of_the_login() -> None:
    assert approvers(the_evidence(an_issue(a_label_event("Root")))) == ["Root"]


def test_a_user_whom_the_policy_names_has_to_be_in_the_organisation() -> None:
    evidence = the_evidence(an_issue(a_label_event("root")), members={})

    assert "root is not in the organisation any more" in objections(evidence)


def test_a_suspended_account_does_not_count() -> None:
    evidence = replace(
        the_evidence(an_issue(a_label_event("paula"))), suspended=frozenset({"paula"})
    )

    assert approvers(evidence) == []
    assert "the account paula is suspended" in objections(evidence)


def test_without_a_label_the_verdict_says_who_must_set_which() -> None:
    finding = findings_for(the_evidence(an_issue()))

    assert finding.verdict.status is Status.PENDING
    assert finding.verdict.sentence == (
        "It takes the label approved/platform from team platform-reviewers or root."
    )
    assert finding.missing == 1


def test_the_labels_case_does_not_matter_to_github_nor_here() -> None:
    label = a_label("Approved/Platform", "id of approved/platform")

    assert approvers(the_evidence(an_issue(a_label_event("paula", label=label)))) == ["paula"]


def test_somebody_outside_the_role_does_not_count() -> None:
    evidence = the_evidence(an_issue(a_label_event("olga", 180)))

    assert approvers(evidence) == []
    assert objections(evidence) == (
        "olga's label of 2026-03-02 12:03 UTC does not count: olga is not in the role"
        " platform (team platform-reviewers or root); ask somebody who is."
    )


def test_somebody_removed_from_the_team_a_minute_later_does_not_count() -> None:
    evidence = the_evidence(
        an_issue(a_label_event("paula")), members={("platform-reviewers", "paula"): False}
    )

    assert "paula is not in the role platform" in objections(evidence)


def test_a_membership_that_was_not_asked_counts_as_none() -> None:
    assert approvers(the_evidence(an_issue(a_label_event("paula")), members={})) == []


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (a_label_event(a_person("paula", is_bot=True)), "set by a bot or an App"),
        (a_label_event("paula", via_app=True), "set by a bot or an App"),
        (a_label_event(None), "account that set it no longer exists"),
    ],
    ids=["a bot", "an App in a person's name", "a deleted account"],
)
def test_only_persons_who_act_in_person_count(event: LabelEvent, reason: str) -> None:
    evidence = the_evidence(an_issue(event))

    assert approvers(evidence) == []
    assert reason in objections(evidence)


def test_an_approval_by_the_author_does_not_count() -> None:
    evidence = the_evidence(an_issue(a_label_event("paula"), author="paula"))

    assert approvers(evidence) == []
    assert "paula wrote a part of the request" in objections(evidence)


def test_an_approval_by_somebody_who_edited_the_text_does_not_count() -> None:
    issue = an_issue(a_label_event("paula"), edits=(an_edit(20, by="paula"),))

    assert "paula wrote a part of the request" in objections(the_evidence(issue))


def test_an_editor_is_known_by_id_after_a_change_of_the_login() -> None:
    renamed = a_person("paula")
    event = a_label_event(type(renamed)(renamed.id, "root"))
    issue = an_issue(event, edits=(an_edit(20, by="paula"),))

    assert approvers(the_evidence(issue)) == []


def test_a_label_taken_off_again_is_no_approval() -> None:
    issue = an_issue(a_label_event("paula", 60), a_label_event("paula", 70, added=False))

    assert approvers(the_evidence(issue)) == []


def test_a_label_that_came_with_a_transferred_issue_does_not_count() -> None:
    issue = an_issue(labels=(a_label(),), moved_in_at=at(5))

    evidence = the_evidence(issue)

    assert approvers(evidence) == []
    assert "nobody set it in this repository" in objections(evidence)


@pytest.mark.parametrize("seconds", [90, 100])
def test_what_happened_before_the_transfer_or_in_its_second_does_not_count(seconds: int) -> None:
    issue = an_issue(a_label_event("paula", seconds), moved_in_at=at(100))

    assert approvers(the_evidence(issue)) == []


def test_a_label_set_after_the_transfer_counts() -> None:
    issue = an_issue(a_label_event("paula", 101), moved_in_at=at(100))

    assert approvers(the_evidence(issue)) == ["paula"]


def test_without_a_whole_edit_history_nobody_can_approve() -> None:
    finding = findings_for(the_evidence(an_issue(a_label_event("paula"), edits_complete=False)))

    assert finding.given_by == ()
    assert finding.verdict.status is Status.FAILED
    assert "file it again" in finding.verdict.sentence

"""Promise 1: what was approved is what is built."""

from dataclasses import replace

import pytest

from app.domain.policy import ApprovalRule
from tests.domain.build import (
    TEMPLATES,
    a_display,
    a_label_event,
    a_policy,
    a_rule,
    an_edit,
    an_issue,
    approvers,
    at,
    objections,
    the_evidence,
)

NEWER = TEMPLATES | {"python-service": "cc33"}


def test_an_edit_after_the_label_voids_the_approval_and_names_the_field() -> None:
    issue = an_issue(a_label_event(seconds=60), edits=(an_edit(90),))

    evidence = the_evidence(issue, tier=1)

    assert approvers(evidence) == []
    assert "tier changed after it; read the request as it is now and set the label again" in (
        objections(evidence)
    )


def test_an_edit_that_was_taken_back_voids_nothing() -> None:
    issue = an_issue(a_label_event(seconds=60), edits=(an_edit(90), an_edit(95)))

    assert approvers(the_evidence(issue)) == ["paula"]


def test_an_edit_of_a_field_that_the_rule_does_not_read_voids_nothing() -> None:
    issue = an_issue(a_label_event(seconds=60), edits=(an_edit(90),))

    assert approvers(the_evidence(issue, tier=1), a_rule(reads=frozenset({"data"}))) == ["paula"]


def test_a_rule_with_a_condition_reads_what_decides_whether_it_applies() -> None:
    security = a_policy().approvals[1]
    decided_by_tier = ApprovalRule("by tier", "approved/tier", security.by, when=security.when)
    told_to_read_less = ApprovalRule(
        "less", "approved/less", security.by, when=security.when, reads=frozenset({"tier"})
    )

    fields = ("name", "tier", "data", "exposure")

    assert decided_by_tier.fields_read(fields) == {"data", "exposure"}
    assert told_to_read_less.fields_read(fields) == {"tier", "data", "exposure"}


def test_a_field_that_was_not_there_counts_as_changed() -> None:
    evidence = the_evidence(an_issue(a_label_event()), region="eu")

    assert "region changed after it" in objections(evidence)


def test_several_changes_are_listed() -> None:
    evidence = the_evidence(an_issue(a_label_event()), tier=1, data="payment", name="bills")

    assert "data, name and tier changed after it" in objections(evidence)


def test_an_approval_of_the_edited_text_counts() -> None:
    issue = an_issue(a_label_event(seconds=60), edits=(an_edit(30),))
    displays = (a_display(10), a_display(40, read_at=30, tier=1))

    assert approvers(the_evidence(issue, displays=displays, tier=1)) == ["paula"]


def test_an_edit_that_slipway_had_not_shown_before_the_label_asks_for_it_again() -> None:
    """It also holds for an edit while Slipway was down, and for one taken back since."""
    issue = an_issue(a_label_event(seconds=60), edits=(an_edit(55), an_edit(70)))

    assert "edited shortly before" in objections(the_evidence(issue))


def test_an_edit_in_the_second_of_the_label_asks_for_it_again() -> None:
    issue = an_issue(a_label_event(seconds=60), edits=(an_edit(60),))

    assert "edited shortly before" in objections(the_evidence(issue))


def test_an_edit_that_the_history_does_not_list_counts_as_one() -> None:
    issue = replace(an_issue(a_label_event(seconds=60)), last_edited_at=at(55))

    assert "edited shortly before" in objections(the_evidence(issue))


def test_an_edit_in_the_second_of_the_last_one_read_cannot_be_told_apart() -> None:
    issue = an_issue(a_label_event(seconds=60), edits=(an_edit(30), an_edit(30)))

    evidence = the_evidence(issue, displays=(a_display(40, read_at=30),))

    assert "edited twice within one second" in objections(evidence)


@pytest.mark.parametrize("seconds", [60, 61])
def test_a_label_set_before_the_request_was_on_display_does_not_count(seconds: int) -> None:
    evidence = the_evidence(an_issue(a_label_event(seconds=60)), displays=(a_display(seconds),))

    assert approvers(evidence) == []
    assert "did not show the request at that time" in objections(evidence)


def test_a_comment_that_showed_nothing_to_approve_cannot_be_approved() -> None:
    corrected_later = replace(a_display(10, name="Billing!"), digest="")
    displays = (corrected_later, a_display(90, read_at=80))
    issue = an_issue(a_label_event(seconds=60), edits=(an_edit(80),))

    evidence = the_evidence(issue, displays=displays)

    assert approvers(evidence, a_rule(reads=frozenset({"data"}))) == []


def test_a_label_in_the_second_of_a_new_display_does_not_count() -> None:
    displays = (a_display(10, tier=1), a_display(60))

    evidence = the_evidence(an_issue(a_label_event(seconds=60)), displays=displays)

    assert approvers(evidence) == []
    assert "changed in the same second" in objections(evidence)


def test_the_same_display_restored_in_that_second_changes_nothing() -> None:
    displays = (a_display(10), a_display(60))

    evidence = the_evidence(an_issue(a_label_event(seconds=60)), displays=displays)

    assert approvers(evidence) == ["paula"]


def test_the_last_of_two_displays_of_one_second_is_in_force_afterwards() -> None:
    displays = (a_display(10, tier=1), a_display(10))

    assert approvers(the_evidence(an_issue(a_label_event()), displays=displays)) == ["paula"]


def test_a_display_after_the_label_says_nothing_about_it() -> None:
    displays = (a_display(10, tier=1), a_display(90))

    assert approvers(the_evidence(an_issue(a_label_event()), displays=displays)) == []


def test_building_from_newer_templates_voids_every_approval() -> None:
    evidence = the_evidence(an_issue(a_label_event()), templates=NEWER)

    assert "templates to build from changed" in objections(evidence)
    assert approvers(evidence, a_rule(reads=frozenset({"data"}))) == []


def test_a_further_template_voids_every_approval() -> None:
    evidence = the_evidence(an_issue(a_label_event()), templates=TEMPLATES | {"extra": "ee55"})

    assert approvers(evidence, a_rule(reads=frozenset({"data"}))) == []


def test_newer_templates_void_also_when_an_unread_field_changed_with_them() -> None:
    evidence = the_evidence(an_issue(a_label_event()), templates=NEWER, tier=1)

    assert approvers(evidence, a_rule(reads=frozenset({"data"}))) == []


def test_another_choice_of_template_voids_only_rules_that_read_it() -> None:
    chosen = {"platform": TEMPLATES["platform"], "go-service": "dd44"}
    evidence = the_evidence(an_issue(a_label_event()), templates=chosen, template="go-service")

    assert approvers(evidence, a_rule(reads=frozenset({"data"}))) == ["paula"]
    assert "template changed after it" in objections(evidence)

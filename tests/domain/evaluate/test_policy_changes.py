"""Promise 1: approvals given before a policy change stand if the new rule would take them."""

from dataclasses import replace
from typing import Any

from app.domain.evaluate import Decision
from app.domain.issue import LabelEvent
from tests.domain.build import (
    a_binding,
    a_display,
    a_label,
    a_label_event,
    an_edit,
    an_issue,
    the_evidence,
)
from tests.domain.evaluate.decisions import decided, policy_with

BOTH = {("platform-reviewers", "paula"): True, ("security", "paula"): True}
THEN = {"approved/platform": "platform review", "approved/security": "security review"}


def approvals(*rules: str) -> str:
    return "approvals:\n" + "".join(f"  - {{{rule}}}\n" for rule in rules)


def decided_by(
    *rules: str, events: tuple[LabelEvent, ...], extra: str = "", **answers: Any
) -> Decision:
    """What a later policy says of labels that were set while THEN was in force."""
    edits = (an_edit(300),) if answers else ()
    evidence = the_evidence(
        an_issue(*events, edits=edits),
        displays=(replace(a_display(), rules=THEN),),
        bindings=(a_binding(), a_binding("approved/security"), a_binding("ok", since=200)),
        members=BOTH,
        **answers,
    )
    return decided(policy_with(extra, approvals(*rules)), evidence=evidence)


PLATFORM = "name: platform review, label: approved/platform, by: platform"
SECURITY = "name: security review, label: approved/security, by: security"
GIVEN = (a_label_event("paula"),)


def test_another_role_takes_an_approval_of_somebody_who_is_in_it_too() -> None:
    rule = PLATFORM.replace("by: platform", "by: security")

    assert decided_by(rule, events=GIVEN).is_approved


def test_another_role_does_not_take_that_of_somebody_else() -> None:
    rule = PLATFORM.replace("by: platform", "by: neighbours")

    assert not decided_by(rule, events=GIVEN).is_approved


def test_a_rule_that_got_another_name_takes_what_was_given_under_the_old_one() -> None:
    assert decided_by(PLATFORM.replace("platform review", "review"), events=GIVEN).is_approved


def test_another_label_has_to_be_set() -> None:
    decision = decided_by(PLATFORM.replace("approved/platform", "ok"), events=GIVEN)

    assert decision.approvals[0].missing == 1


def test_a_raised_count_leaves_the_approval_and_asks_for_one_more() -> None:
    decision = decided_by(f"{PLATFORM}, count: 2", events=GIVEN)

    assert [one.login for one in decision.approvals[0].given_by] == ["paula"]
    assert decision.approvals[0].missing == 1


def test_to_read_more_voids_nothing_that_was_not_edited() -> None:
    assert decided_by(f"{PLATFORM}, reads: [name, tier]", events=GIVEN).is_approved


def test_to_read_more_voids_what_was_edited_since() -> None:
    narrow = decided_by(f"{PLATFORM}, reads: [name]", events=GIVEN, tier=1)
    wide = decided_by(f"{PLATFORM}, reads: [name, tier]", events=GIVEN, tier=1)

    assert narrow.is_approved
    assert "tier changed after it" in wide.approvals[0].ineffective[0].sentence


def test_labels_that_two_rules_swapped_count_for_neither() -> None:
    swapped = (
        PLATFORM.replace("approved/platform", "approved/security"),
        SECURITY.replace("approved/security", "approved/platform"),
    )

    decision = decided_by(*swapped, events=GIVEN)

    assert [one.missing for one in decision.approvals] == [1, 1]
    assert "stood for “platform review” when it was set" in (
        decision.approvals[1].ineffective[0].sentence
    )


def test_a_label_that_another_rule_took_over_counts_for_nothing_yet() -> None:
    taken_over = SECURITY.replace("approved/security", "approved/platform")

    assert not decided_by(taken_over, events=GIVEN).is_approved


AUTOMATIC = "automatic: [{name: small, when: request.tier == 3, instead_of: [platform review]}]\n"


def test_an_edit_that_switches_an_automatic_rule_off_asks() -> None:
    issue = an_issue(a_label_event(), edits=(an_edit(90),))
    evidence = the_evidence(issue, displays=(a_display(tier=3),))
    rule = approvals(f"{PLATFORM}, reads: [name]")

    decision = decided(policy_with(AUTOMATIC, rule), evidence=evidence)

    assert not decision.is_approved
    assert "tier changed after it" in decision.approvals[0].ineffective[0].sentence


def test_an_edit_that_switches_a_condition_on_asks() -> None:
    security = a_label("approved/security")
    issue = an_issue(a_label_event("paula", label=security), edits=(an_edit(90),))
    evidence = the_evidence(issue, displays=(a_display(data="nothing"),), members=BOTH)
    rule = approvals(f'{SECURITY}, reads: [name], when: request.data == "personal"')

    decision = decided(policy_with("", rule), evidence=evidence)

    assert "data changed after it" in decision.approvals[0].ineffective[0].sentence


def test_an_answer_in_another_case_is_another_answer() -> None:
    evidence = the_evidence(an_issue(a_label_event(), edits=(an_edit(90),)), owner="Payments")

    decision = decided(policy_with("", approvals(PLATFORM)), evidence=evidence)

    assert "owner changed after it" in decision.approvals[0].ineffective[0].sentence


def test_an_edit_that_leaves_every_answer_as_it_is_voids_nothing() -> None:
    evidence = the_evidence(an_issue(a_label_event(), edits=(an_edit(90),)))

    assert decided(policy_with("", approvals(PLATFORM)), evidence=evidence).is_approved

"""Breaking the glass: past what is pending, and past nothing else."""

import pytest

from app.domain.issue import Comment
from app.domain.policy import Policy
from app.domain.verdict import Status
from tests.domain.approvals.speaking import a_comment, decision_on, reasons
from tests.domain.build import a_label, a_label_event, an_edit, an_issue, at, the_evidence
from tests.domain.evaluate.decisions import node, policy_with

FREEZE = "freezes: [{name: holidays, since: 2026-03-01, until: 2026-03-09}]\n"


def policy(extra: str = "", also: str = "") -> Policy:
    return policy_with(f"break_glass: {{by: security{also}}}\n{extra}")


def broken(text: str = "/slipway break-glass The shop is down", **how: object) -> Comment:
    return a_comment(text, **how)  # type: ignore[arg-type]


def test_it_passes_what_is_pending_and_the_tree_says_why() -> None:
    decision = decision_on(policy(), broken())

    assert decision.is_approved
    assert node(decision, "platform review").sentence == (
        "Not waited for: sam broke the glass. The reason: “The shop is down”"
    )
    assert node(decision, "break-glass").sentence == "Broken by sam: “The shop is down”"


@pytest.mark.parametrize(
    ("comment", "reason"),
    [
        (broken("/slipway break-glass"), "it takes a reason"),
        (broken("/slipway break-glass \u200b\u3164"), "it takes a reason"),
        (broken(by="paula"), "paula may not; ask team security"),
        (broken(edited=True), "it was edited"),
        (broken(via_app=True), "written by an App"),
        (broken(by="dana"), "dana wrote a part of the request"),
        (broken(seconds=10), "did not show the request at that time"),
    ],
)
def test_not_everybody_breaks_it_and_not_in_every_way(comment: Comment, reason: str) -> None:
    decision = decision_on(policy(), comment)

    assert not decision.is_approved
    assert reason in reasons(decision)


def test_any_edit_afterwards_ends_it() -> None:
    evidence = the_evidence(an_issue(edits=(an_edit(90),)), description="Another one.")

    decision = decision_on(policy(), broken(), evidence=evidence)

    assert "description changed after it" in reasons(decision)
    assert not decision.is_approved


def test_it_can_be_withdrawn() -> None:
    withdrawal = a_comment("/slipway withdraw", seconds=90)

    assert not decision_on(policy(), broken(), withdrawal).is_approved


def test_without_a_rule_for_it_nobody_breaks_it() -> None:
    decision = decision_on(policy_with(""), broken())

    assert "the policy has no `break_glass`" in reasons(decision)


def test_it_passes_no_refusal() -> None:
    refuse = "refuse: [{name: never, when: request.tier == 2, say: Not this tier.}]\n"

    assert decision_on(policy(refuse), broken()).verdict.status is Status.REFUSED


def test_it_passes_no_rule_that_failed() -> None:
    fails = """
refuse: [{name: never, when: 1 / (request.tier - 2) == 5, say: Not this tier.}]
"""

    assert decision_on(policy(fails), broken()).verdict.status is Status.FAILED


def test_it_passes_no_veto() -> None:
    veto = "veto: {label: rejected, by: [security]}\n"
    events = (a_label_event("sam", 30, a_label("rejected")),)

    assert decision_on(policy(veto), broken(), events=events).vetoed_by is not None


@pytest.mark.parametrize(
    ("also", "status"), [("", "pending"), (", also_freezes: true", "satisfied")]
)
def test_it_passes_a_freeze_only_where_the_policy_says_so(also: str, status: str) -> None:
    decision = decision_on(policy(FREEZE, also), broken(), now=at(70))

    assert node(decision, "holidays").status is Status(status)


def test_an_approval_that_is_given_stays_so() -> None:
    decision = decision_on(policy(), broken(), events=(a_label_event("paula", 40),))

    assert node(decision, "platform review").sentence == "Approved by paula."
    assert not decision.approvals[0].passed

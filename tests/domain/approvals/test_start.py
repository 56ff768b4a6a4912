"""Starting a build in shadow mode: at the word of the role, for what was on offer, and no more."""

from dataclasses import replace

import pytest

from app.domain.approvals import Display, Evidence, Withdrawal
from app.domain.evaluate import Decision, standing
from app.domain.issue import Comment
from app.domain.policy import Policy
from app.domain.state import State
from app.domain.verdict import Status
from tests.domain.approvals.speaking import a_comment, decision_on, reasons
from tests.domain.build import (
    a_display,
    a_label,
    a_label_event,
    a_person,
    an_edit,
    an_issue,
    at,
    the_evidence,
)
from tests.domain.evaluate.decisions import node, policy_with

APPROVED = a_label_event("paula", 60)


def policy(extra: str = "") -> Policy:
    return policy_with(f"shadow: {{build_by: security}}\n{extra}")


def word(by: str = "sam", seconds: int = 120, **how: object) -> Comment:
    return a_comment("/slipway build", by, seconds, **how)  # type: ignore[arg-type]


def an_offer(seconds: int = 100, *, is_there: bool = True) -> Display:
    return replace(a_display(seconds), offers_build=is_there)


def evidence(*later: Display, **changes: object) -> Evidence:
    """Approved after a minute, and on offer since then."""
    displays = (a_display(), an_offer(), *later)
    known = the_evidence(an_issue(APPROVED), displays=displays)
    return replace(known, **changes)  # type: ignore[arg-type]


def decision(*comments: Comment, known: Evidence | None = None, extra: str = "") -> Decision:
    return decision_on(policy(extra), *comments, evidence=known or evidence())


def test_what_is_approved_is_on_offer_and_not_built() -> None:
    offered = decision()

    assert offered.offers_build
    assert standing(offered) == (State.WAITING, ())
    assert node(offered, "shadow").status is Status.PENDING
    assert (
        "team security can start the build with /slipway build" in node(offered, "shadow").sentence
    )


def test_the_word_of_the_role_has_it_built() -> None:
    started = decision(word())

    assert started.is_approved
    assert standing(started) == (State.BUILDING, ())
    assert node(started, "shadow").sentence == "sam started the build."


@pytest.mark.parametrize(
    ("comment", "reason"),
    [
        (word("paula"), "paula may not; ask team security"),
        (word(edited=True), "it was edited"),
        (word(via_app=True), "written by an App"),
        (word(seconds=90), "did not offer the build at that time"),
        (word(seconds=100), "did not offer the build at that time"),
    ],
)
def test_not_everybody_starts_it_and_not_at_every_time(comment: Comment, reason: str) -> None:
    found = decision(comment)

    assert not found.is_approved
    assert reason in reasons(found)


def test_a_bot_is_not_heard() -> None:
    assert decision(word(is_bot=True)).offers_build


def test_a_suspended_account_starts_nothing() -> None:
    found = decision(word(), known=evidence(suspended=frozenset({"sam"})))

    assert "sam is suspended" in reasons(found)


def test_who_wrote_the_request_may_start_what_others_approved() -> None:
    known = evidence(members={**evidence().members, ("security", "dana"): True})

    assert decision(word("dana"), known=known).is_approved


def test_it_is_no_approval() -> None:
    known = the_evidence(an_issue(), displays=(a_display(), an_offer()))

    found = decision(word(), known=known)

    assert not found.is_approved
    assert standing(found) == (State.AWAITING_APPROVAL, ())


def test_any_edit_afterwards_ends_it() -> None:
    known = the_evidence(
        an_issue(APPROVED, edits=(an_edit(150),)),
        displays=(a_display(), an_offer()),
        description="Another one.",
    )

    assert "description changed after it" in reasons(decision(word(), known=known))


@pytest.mark.parametrize("seconds", [120, 150])
def test_what_was_not_on_offer_for_a_while_is_to_be_started_anew(seconds: int) -> None:
    gone_and_back = evidence(an_offer(seconds, is_there=False), an_offer(200))

    late = decision(word(), known=gone_and_back)

    assert "the build was not on offer any more after it" in reasons(late)
    assert decision(word(), word(seconds=210), known=gone_and_back).is_approved


def test_a_withdrawal_takes_it_back() -> None:
    found = decision_on(
        policy(),
        word(),
        evidence=evidence(),
        withdrawals=(Withdrawal(a_person("sam").id, at(130)),),
    )

    assert "sam withdrew it" in reasons(found)


def test_a_veto_and_a_freeze_hold_all_the_same() -> None:
    veto = a_label_event("sam", 110, a_label("rejected"))
    vetoed = evidence(issue=an_issue(APPROVED, veto))
    frozen = "freezes: [{name: holidays, since: 2026-03-01, until: 2026-03-09}]\n"

    stopped = decision(word(), known=vetoed, extra="veto: {label: rejected, by: security}\n")

    assert standing(stopped) == (State.VETOED, ())
    assert standing(decision(word(), extra=frozen)) == (State.WAITING, ())
    assert not decision(extra=frozen).offers_build


def test_what_passes_by_itself_waits_for_the_word_as_well() -> None:
    automatic = "automatic: [{name: small, when: request.tier == 2}]\n"

    assert decision(known=replace(evidence(), issue=an_issue()), extra=automatic).offers_build


def test_without_shadow_nobody_has_to_start_anything() -> None:
    found = decision_on(policy_with(""), word(), evidence=evidence())

    assert found.is_approved
    assert "the policy has no `shadow`" in reasons(found)

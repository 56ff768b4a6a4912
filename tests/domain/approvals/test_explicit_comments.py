"""An explicit approval: a comment that names the digest of what it approves."""

import pytest

from app.domain.approvals import Withdrawal
from app.domain.issue import Comment
from tests.domain.approvals.speaking import (
    DIGEST,
    a_comment,
    decision_on,
    explicit_policy,
    reasons,
)
from tests.domain.build import (
    a_display,
    a_label_event,
    a_person,
    an_edit,
    an_issue,
    at,
    the_evidence,
)


@pytest.mark.parametrize("named", [DIGEST, DIGEST[:12], DIGEST.upper(), f"`{DIGEST}`"])
def test_the_digest_or_its_beginning_approves(named: str) -> None:
    decision = decision_on(explicit_policy(), a_comment(f"/slipway approve {named}"))

    assert decision.is_approved
    assert decision.approvals[0].verdict.sentence == "Approved by sam."


def test_it_is_asked_for_by_comment_and_no_label_gives_it() -> None:
    decision = decision_on(explicit_policy(), events=(a_label_event("sam"),))

    assert decision.approvals[0].missing == 1
    assert "the comment /slipway approve, with the digest, from team security" in (
        decision.approvals[0].verdict.sentence
    )


@pytest.mark.parametrize(
    ("comment", "reason"),
    [
        (a_comment("/slipway approve"), "names no digest"),
        (a_comment(f"/slipway approve {DIGEST[:11]}"), "names no digest"),
        (a_comment(f"/slipway approve {DIGEST} please"), "names no digest"),
        (a_comment(f"/slipway approve {'0' * 64}"), "another digest than the status comment"),
        (a_comment(edited=True), "it was edited"),
        (a_comment(via_app=True), "written by an App"),
        (a_comment(by="dana"), "dana wrote a part of the request"),
        (a_comment(by="olga"), "olga is not in the role security"),
        (a_comment(seconds=10), "did not show the request at that time"),
    ],
)
def test_a_comment_that_does_not_count_says_why(comment: Comment, reason: str) -> None:
    decision = decision_on(explicit_policy(), comment)

    assert not decision.is_approved
    assert reason in reasons(decision)


def test_a_bots_comment_is_no_command() -> None:
    assert not decision_on(explicit_policy(), a_comment(is_bot=True)).is_approved


def test_a_beginning_that_fits_two_shown_digests_does_not_count() -> None:
    twin = a_display(5)
    forged = type(twin)(twin.at, DIGEST[:12] + "0" * 52, twin.answers, twin.templates, None)
    evidence = the_evidence(displays=(forged, a_display(10)))

    short = decision_on(
        explicit_policy(), a_comment(f"/slipway approve {DIGEST[:12]}"), evidence=evidence
    )
    whole = decision_on(explicit_policy(), a_comment(), evidence=evidence)

    assert "two digests that were shown begin like that" in reasons(short)
    assert whole.is_approved


def test_an_edit_of_what_the_rule_reads_voids_it() -> None:
    evidence = the_evidence(an_issue(edits=(an_edit(90),)), tier=1)

    assert "tier changed after it; read the request as it is now and approve the digest" in (
        reasons(decision_on(explicit_policy(), a_comment(), evidence=evidence))
    )


def test_an_edit_shortly_before_it_asks_again() -> None:
    evidence = the_evidence(an_issue(edits=(an_edit(59), an_edit(70))))

    assert "edited shortly before" in (
        reasons(decision_on(explicit_policy(), a_comment(), evidence=evidence))
    )


@pytest.mark.parametrize("seconds", [60, 61])
def test_a_withdrawal_in_the_same_second_or_later_takes_it_back(seconds: int) -> None:
    withdrawal = a_comment("/slipway withdraw", seconds=seconds)

    decision = decision_on(explicit_policy(), a_comment(seconds=60), withdrawal)

    assert "sam withdrew it" in reasons(decision)


def test_a_withdrawal_that_was_seen_holds_when_its_comment_is_gone() -> None:
    taken = (Withdrawal(a_person("sam").id, at(70)),)

    assert not decision_on(explicit_policy(), a_comment(), withdrawals=taken).is_approved


def test_an_approval_after_a_withdrawal_counts() -> None:
    comments = (
        a_comment(seconds=60),
        a_comment("/slipway withdraw", seconds=70),
        a_comment(seconds=80),
    )

    assert decision_on(explicit_policy(), *comments).is_approved


def test_nobody_withdraws_for_another() -> None:
    other = a_comment("/slipway withdraw", by="olga", seconds=70)

    assert decision_on(explicit_policy(), a_comment(), other).is_approved


def test_two_comments_of_one_person_are_one_approval() -> None:
    policy = explicit_policy()
    twice = policy.approvals[0].__class__(
        "security review", "", policy.approvals[0].by, count=2, explicit=True
    )
    asked = type(policy)((twice,), policy.roles)

    decision = decision_on(asked, a_comment(seconds=60), a_comment(seconds=70))

    assert decision.approvals[0].missing == 1

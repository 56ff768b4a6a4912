"""Promise 2: a veto is lifted only by the role that may set it."""

from dataclasses import replace

import pytest

from app.domain.approvals import VetoFinding, judge_veto
from app.domain.issue import LabelEvent
from app.domain.verdict import Status
from tests.domain.build import (
    a_binding,
    a_label,
    a_label_event,
    a_person,
    a_policy,
    an_edit,
    an_issue,
    at,
    the_evidence,
)

REJECTED = a_label("rejected")


def veto_on(by: str, seconds: int = 60) -> LabelEvent:
    return a_label_event(by, seconds, REJECTED)


def veto_off(by: str, seconds: int = 90) -> LabelEvent:
    return a_label_event(by, seconds, REJECTED, added=False)


def veto_after(*events: LabelEvent) -> VetoFinding:
    return judge_veto(a_policy().veto, the_evidence(an_issue(*events)))


def test_nobody_vetoed() -> None:
    assert veto_after().verdict.status is Status.SATISFIED


def test_a_policy_without_a_veto_skips_it() -> None:
    assert judge_veto(None, the_evidence()).verdict.status is Status.SKIPPED


def test_a_person_of_any_of_the_roles_stops_a_request() -> None:
    finding = veto_after(veto_on("sam"))

    assert finding.vetoed_by == a_person("sam")
    assert finding.verdict.status is Status.REFUSED
    assert finding.verdict.sentence == (
        "sam vetoed it on 2026-03-02 at 12:01 UTC; only team platform-reviewers or team security"
        " can lift it, by taking the label rejected off."
    )


def test_another_person_of_the_roles_can_lift_it() -> None:
    assert veto_after(veto_on("sam"), veto_off("peter")).vetoed_by is None


@pytest.mark.parametrize("who", ["olga", "dana"])
def test_somebody_else_cannot_lift_it_and_the_label_is_to_be_put_back(who: str) -> None:
    finding = veto_after(veto_on("sam"), veto_off(who))

    assert finding.vetoed_by == a_person("sam")
    assert finding.put_back
    assert f"{who} took the label rejected off, but the veto stands" in (
        finding.ineffective[0].sentence
    )


def test_a_veto_put_back_by_slipway_is_still_the_first_ones() -> None:
    back = a_label_event(a_person("slipway[bot]", is_bot=True), 95, REJECTED)

    finding = veto_after(veto_on("sam"), veto_off("olga"), back)

    assert finding.vetoed_by == a_person("sam")
    assert not finding.put_back
    assert [said.person for said in finding.ineffective] == [a_person("olga")]


def test_a_label_that_was_put_back_can_be_taken_off_by_who_may() -> None:
    back = a_label_event(a_person("slipway[bot]", is_bot=True), 95, REJECTED)

    finding = veto_after(veto_on("sam"), veto_off("olga"), back, veto_off("sam", 99))

    assert finding.vetoed_by is None
    assert finding.ineffective == ()


def test_an_outsiders_label_is_no_veto_and_that_is_said() -> None:
    finding = veto_after(veto_on("olga"))

    assert finding.vetoed_by is None
    assert "olga's label rejected" in finding.ineffective[0].sentence
    assert "is no veto" in finding.ineffective[0].sentence


def test_the_author_may_veto_within_the_role() -> None:
    issue = an_issue(veto_on("sam"), author="sam", edits=(an_edit(30, by="sam"),))

    assert judge_veto(a_policy().veto, the_evidence(issue, displays=())).vetoed_by is not None


def test_renaming_the_label_lifts_no_veto() -> None:
    renamed = a_label("nice-to-have", "id of rejected")
    evidence = the_evidence(an_issue(a_label_event("sam", label=renamed)))

    finding = judge_veto(a_policy().veto, evidence)

    assert finding.vetoed_by == a_person("sam")
    assert finding.put_back


def test_creating_the_label_again_lifts_no_veto() -> None:
    bindings = (a_binding("rejected", "the old one"), a_binding("rejected", "the new one", 90))
    issue = an_issue(a_label_event("sam", label=a_label("old", "the old one")), labels=())

    finding = judge_veto(a_policy().veto, the_evidence(issue, bindings=bindings))

    assert finding.vetoed_by == a_person("sam")


def test_a_veto_from_before_a_transfer_happened_elsewhere() -> None:
    issue = an_issue(veto_on("sam"), moved_in_at=at(61))

    assert judge_veto(a_policy().veto, the_evidence(issue)).vetoed_by is None


def test_in_the_second_of_a_transfer_a_veto_stands_to_be_safe() -> None:
    issue = an_issue(veto_on("sam"), moved_in_at=at(60))

    assert judge_veto(a_policy().veto, the_evidence(issue)).vetoed_by == a_person("sam")


def test_a_veto_that_was_heard_outlasts_its_authors_membership() -> None:
    veto = veto_on("olga")
    evidence = replace(the_evidence(an_issue(veto)), heard=frozenset({veto.id}))

    assert judge_veto(a_policy().veto, evidence).vetoed_by == a_person("olga")


def test_a_veto_that_was_heard_is_lifted_only_by_who_may_now() -> None:
    veto, lifted = veto_on("olga"), veto_off("olga")
    evidence = replace(the_evidence(an_issue(veto, lifted)), heard=frozenset({veto.id}))

    assert judge_veto(a_policy().veto, evidence).put_back


def test_a_lifting_that_was_heard_outlasts_its_authors_membership() -> None:
    veto, lifted = veto_on("sam"), veto_off("olga")
    evidence = replace(the_evidence(an_issue(veto, lifted)), heard=frozenset({lifted.id}))

    assert judge_veto(a_policy().veto, evidence).vetoed_by is None


def test_all_that_counts_is_to_be_remembered() -> None:
    veto, ignored, lifted = veto_on("sam"), veto_off("olga"), veto_off("peter", 95)

    assert veto_after(veto, ignored, lifted).heard == (veto, lifted)

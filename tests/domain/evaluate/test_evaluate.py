"""One tree says what the policy thinks of a request; only a wholly satisfied one is built."""

from dataclasses import replace

import pytest

from app.domain.approvals import Evidence
from app.domain.cel import compile_condition
from app.domain.evaluate import Decision, Surroundings, evaluate
from app.domain.facts import Facts, Team, fact_types
from app.domain.issue import LabelEvent
from app.domain.policy import Policy
from app.domain.verdict import Status
from tests.domain.build import (
    a_display,
    a_label,
    a_label_event,
    a_policy,
    an_issue,
    the_evidence,
    the_facts,
    the_starter_form,
)

PLATFORM = a_label_event("paula", 60)
SECURITY = a_label_event("sam", 70, a_label("approved/security"))
VETO = a_label_event("sam", 80, a_label("rejected"))


def around(
    *, owner_exists: bool | None = True, taken: dict[str, str] | None = None
) -> Surroundings:
    return Surroundings(owner_exists, taken or {}, frozenset({"python-service"}))


def decide(
    *events: LabelEvent,
    policy: Policy | None = None,
    facts: Facts | None = None,
    evidence: Evidence | None = None,
    surroundings: Surroundings | None = None,
) -> Decision:
    return evaluate(
        policy or a_policy(),
        facts or the_facts(),
        evidence or the_evidence(an_issue(*events)),
        surroundings or around(),
    )


def status_of(decision: Decision, rule: str) -> Status:
    return next(node.status for node in decision.verdict.walk() if node.rule == rule)


def sentence_of(decision: Decision, rule: str) -> str:
    return next(node.sentence for node in decision.verdict.walk() if node.rule == rule)


def only_when(condition: str) -> Policy:
    """The starter policy with this condition on each of its approvals."""
    policy, when = a_policy(), compile_condition(condition, fact_types(the_starter_form()))
    rules = tuple(replace(rule, when=when) for rule in policy.approvals)
    return replace(policy, approvals=rules)


def test_a_request_with_all_approvals_is_approved() -> None:
    decision = decide(PLATFORM, SECURITY)

    assert decision.is_approved
    assert decision.verdict.sentence == "Approved: it can be built."
    assert [node.rule for node in decision.verdict.children] == [
        "name", "owner", "template", "fields", "refusals", "approvals", "veto",
    ]  # fmt: skip
    assert all(node.sentence.endswith(".") for node in decision.verdict.walk())


def test_a_request_waits_for_the_approval_that_is_missing() -> None:
    decision = decide(PLATFORM)

    assert decision.verdict.status is Status.PENDING
    assert decision.verdict.sentence == "1 of 2 approvals still to be given."
    assert status_of(decision, "platform review") is Status.SATISFIED
    assert status_of(decision, "security review") is Status.PENDING
    assert [finding.missing for finding in decision.approvals] == [0, 1]


def test_what_is_not_needed_does_not_count_among_the_approvals() -> None:
    decision = decide(facts=the_facts(data="internal"))

    assert status_of(decision, "security review") is Status.SKIPPED
    assert decision.verdict.sentence == "1 of 1 approval still to be given."


def test_an_approval_whose_condition_does_not_hold_is_not_needed() -> None:
    shown = (a_display(data="internal"),)
    evidence = the_evidence(an_issue(PLATFORM), displays=shown, data="internal")

    decision = decide(facts=the_facts(data="internal"), evidence=evidence)

    assert decision.is_approved
    assert status_of(decision, "security review") is Status.SKIPPED
    assert "request.data in" in sentence_of(decision, "security review")


def test_a_policy_that_asks_nobody_approves_nothing() -> None:
    decision = decide(PLATFORM, SECURITY, policy=only_when("request.tier == 9"))

    assert decision.verdict.status is Status.PENDING
    assert "asks nobody to approve" in decision.verdict.sentence
    assert "an admin must mend it" in decision.verdict.sentence


def test_a_condition_that_cannot_be_worked_out_never_approves() -> None:
    decision = decide(PLATFORM, SECURITY, policy=only_when("10 / (request.tier - 2) == 1"))

    assert decision.verdict.status is Status.FAILED
    assert "cannot be told from: 10 / (request.tier - 2) == 1" in (
        sentence_of(decision, "platform review")
    )


def test_a_missing_number_never_approves() -> None:
    facts = the_facts()
    empty = replace(facts, answers={k: v for k, v in facts.answers.items() if k != "tier"})

    decision = decide(PLATFORM, SECURITY, policy=only_when("request.tier > 0"), facts=empty)

    assert decision.verdict.status is Status.FAILED


def test_a_veto_stops_an_approved_request() -> None:
    decision = decide(PLATFORM, SECURITY, VETO)

    assert decision.verdict.status is Status.REFUSED
    assert decision.verdict.sentence.startswith("sam vetoed it")
    assert decision.vetoed_by is not None
    assert decision.vetoed_by.login == "sam"


@pytest.mark.parametrize("repository", ["billing", "Billing-Integration-Tests"])
def test_a_name_that_somebody_has_is_refused_with_who(repository: str) -> None:
    taken = around(taken={repository: "A repository of that name exists."})

    decision = decide(PLATFORM, SECURITY, surroundings=taken)

    assert decision.verdict.status is Status.REFUSED
    assert decision.verdict.sentence == (
        "The name billing cannot be used. A repository of that name exists."
    )


def test_a_name_against_the_rules_is_refused() -> None:
    decision = decide(PLATFORM, SECURITY, facts=the_facts(name="Billing Service"))

    assert status_of(decision, "name") is Status.REFUSED


@pytest.mark.parametrize(
    ("exists", "status"),
    [(True, Status.SATISFIED), (False, Status.REFUSED), (None, Status.FAILED)],
)
def test_the_owner_must_be_a_team(exists: bool | None, status: Status) -> None:
    decision = decide(PLATFORM, SECURITY, surroundings=around(owner_exists=exists))

    assert status_of(decision, "owner") is status
    assert decision.is_approved is (exists is True)


@pytest.mark.parametrize("owner", ["@acme/payments", "Pay Ments", "", "../x"])
def test_an_owner_that_is_no_slug_is_refused(owner: str) -> None:
    assert status_of(decide(facts=the_facts(owner=owner)), "owner") is Status.REFUSED


def test_a_template_that_is_not_offered_is_refused_with_those_that_are() -> None:
    decision = decide(PLATFORM, SECURITY, facts=the_facts(template="rust-service"))

    assert sentence_of(decision, "template") == (
        "There is no template rust-service; the control repository offers: python-service."
    )


def test_services_of_the_owner_team_are_a_fact() -> None:
    policy = only_when("team.services < 5")

    assert status_of(decide(policy=policy), "platform review") is Status.PENDING
    assert (
        status_of(decide(policy=policy, facts=the_facts(team=Team(services=5))), "platform review")
        is Status.SKIPPED
    )

"""What the policy refuses is refused with its own sentence; what it lets pass needs nobody."""

from app.domain.facts import Service, Team
from app.domain.verdict import Status
from tests.domain.build import a_label_event, the_facts
from tests.domain.evaluate.decisions import decided, node, policy_with

ONE_OWNER = """
refuse:
  - name: one owner for a data store
    when: catalog.storing(request.data_store).exists(s, s.owner != request.owner)
    say: "{request.data_store} belongs to {catalog.storing(request.data_store)[0].owner}."
"""
AUTOMATIC = """
automatic:
  - {name: small tools, when: request.tier == 3}
"""
PLATFORM = a_label_event("paula", 60)


def test_where_a_refusal_holds_the_request_is_refused_in_its_words() -> None:
    facts = the_facts(Service("ledger", "money", data_stores=("pg",)), data_store="pg")

    decision = decided(policy_with(ONE_OWNER), PLATFORM, facts=facts)

    assert node(decision, "one owner for a data store").sentence == "pg belongs to money."
    assert decision.verdict.status is Status.REFUSED


def test_where_no_refusal_holds_the_request_goes_on() -> None:
    facts = the_facts(Service("ledger", "payments", data_stores=("pg",)), data_store="pg")

    decision = decided(policy_with(ONE_OWNER), PLATFORM, facts=facts)

    assert node(decision, "refusals").sentence == "Nothing speaks against it."
    assert decision.is_approved


def test_a_refusal_that_cannot_be_told_is_failed_and_builds_nothing() -> None:
    policy = policy_with("refuse: [{name: odd, when: 1 / request.tier == 1, say: No.}]")

    decision = decided(policy, PLATFORM, facts=the_facts(tier=0))

    assert node(decision, "odd").status is Status.FAILED
    assert not decision.is_approved


def test_where_an_automatic_rule_holds_nobody_has_to_approve() -> None:
    decision = decided(policy_with(AUTOMATIC), facts=the_facts(tier=3))

    assert "“small tools” holds: request.tier == 3 (request.tier: 3)" in (
        node(decision, "platform review").sentence
    )
    assert decision.is_approved


def test_where_it_does_not_hold_somebody_has_to() -> None:
    decision = decided(policy_with(AUTOMATIC), facts=the_facts(tier=2))

    assert node(decision, "platform review").status is Status.PENDING


def test_an_automatic_rule_that_cannot_be_told_lets_nothing_pass() -> None:
    policy = policy_with("automatic: [{name: odd, when: 1 / request.tier == 1}]")

    decision = decided(policy, facts=the_facts(tier=0))

    assert node(decision, "platform review").status is Status.PENDING


def test_an_automatic_rule_stands_in_for_the_approvals_it_names() -> None:
    approvals = """
approvals:
  - {name: platform review, label: approved/platform, by: platform}
  - {name: security review, label: approved/security, by: security}
"""
    rule = "automatic: [{name: small, when: 'true', instead_of: [platform review]}]"

    decision = decided(policy_with(rule, approvals))

    assert node(decision, "platform review").status is Status.SATISFIED
    assert node(decision, "security review").status is Status.PENDING


def test_a_team_with_enough_services_is_refused_another() -> None:
    policy = policy_with("limits: {services_per_team: 3}")

    full = decided(policy, facts=the_facts(team=Team(services=3)))
    room = decided(policy, facts=the_facts(team=Team(services=2)))

    assert node(full, "limits").status is Status.REFUSED
    assert "Team payments has 3 of at most 3 services" in node(full, "limits").sentence
    assert node(room, "limits").status is Status.SATISFIED


def test_more_open_requests_than_allowed_wait_without_asking_reviewers() -> None:
    policy = policy_with("limits: {open_requests_per_team: 2}")

    waits = decided(policy, facts=the_facts(team=Team(open_requests=2)))
    goes_on = decided(policy, facts=the_facts(team=Team(open_requests=1)))

    assert node(waits, "open requests of the team").status is Status.PENDING
    assert waits.is_on_hold
    assert not goes_on.is_on_hold


def test_too_many_requests_of_one_day_wait() -> None:
    policy = policy_with("limits: {requests_per_person_and_day: 2}")

    assert decided(policy, facts=the_facts(requests_today=3)).is_on_hold
    assert not decided(policy, facts=the_facts(requests_today=2)).is_on_hold
    assert not decided(policy, facts=the_facts(requests_today=0)).is_on_hold

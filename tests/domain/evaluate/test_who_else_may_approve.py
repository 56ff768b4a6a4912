"""Owners of services approve; own teams and doubled persons are kept out where the policy says."""

from app.domain.approvals import people_to_ask
from app.domain.facts import Service
from app.domain.policy import with_owners
from app.domain.verdict import Status
from tests.domain.build import (
    ANSWERS,
    a_binding,
    a_display,
    a_label,
    a_label_event,
    an_edit,
    an_issue,
    the_evidence,
    the_facts,
)
from tests.domain.evaluate.decisions import decided, node, policy_with

NEIGHBOURS = """
approvals:
  - {name: neighbours, label: approved/neighbours, by: neighbours}
"""
TWO = """
approvals:
  - {name: platform review, label: approved/platform, by: platform, same_person: false}
  - {name: security review, label: approved/security, by: security}
"""
NOT_THEIR_OWN = """
approvals:
  - {name: platform review, label: approved/platform, by: platform, own_team: false}
"""
LEDGER = Service("ledger", "Money")
BOUND = (a_binding("approved/neighbours"),)
BY_MONA = a_label_event("mona", 60, a_label("approved/neighbours"))


def test_whoever_owns_what_the_request_depends_on_approves() -> None:
    evidence = the_evidence(an_issue(BY_MONA), members={("money", "mona"): True}, bindings=BOUND)

    decision = decided(policy_with("", NEIGHBOURS), facts=the_facts(LEDGER), evidence=evidence)

    assert node(decision, "neighbours").sentence == "Approved by mona."


def test_nobody_else_does() -> None:
    decision = decided(policy_with("", NEIGHBOURS), BY_MONA, facts=the_facts(LEDGER))

    assert node(decision, "neighbours").status is Status.PENDING
    assert "team money" in node(decision, "neighbours").sentence


def test_their_memberships_are_asked() -> None:
    facts = the_facts(LEDGER)
    policy = with_owners(policy_with("", NEIGHBOURS), facts.answers, facts.catalog)

    assert people_to_ask(policy, an_issue(BY_MONA)) == {("money", "mona")}


def test_the_owner_of_one_service_does_not_speak_for_a_service_that_nobody_owns() -> None:
    facts = the_facts(LEDGER, depends_on=("ledger", "nowhere"))
    evidence = the_evidence(
        an_issue(BY_MONA),
        displays=(a_display(depends_on=("ledger", "nowhere")),),
        members={("money", "mona"): True},
        bindings=BOUND,
        depends_on=("ledger", "nowhere"),
    )

    decision = decided(policy_with("", NEIGHBOURS), facts=facts, evidence=evidence)

    assert node(decision, "neighbours").status is Status.REFUSED
    assert "no owner of nowhere;" in node(decision, "neighbours").sentence


def test_a_team_that_the_policy_names_beside_the_owners_approves_without_them() -> None:
    with_platform = NEIGHBOURS.replace("by: neighbours", "by: [neighbours, platform]")
    facts = the_facts(depends_on=("nowhere",))

    decision = decided(policy_with("", with_platform), facts=facts)

    assert node(decision, "neighbours").status is Status.PENDING


def test_no_edit_lifts_a_veto_of_the_owners_that_the_request_named() -> None:
    policy = policy_with("veto: {label: rejected, by: neighbours}")
    vetoed = an_issue(a_label_event("mona", 60, a_label("rejected")), edits=(an_edit(90),))
    evidence = the_evidence(vetoed, members={("money", "mona"): True}, depends_on=())

    decision = decided(policy, facts=the_facts(LEDGER, depends_on=()), evidence=evidence)

    assert decision.vetoed_by is not None
    assert decision.vetoed_by.login == "mona"


def test_the_members_of_owners_that_the_request_named_are_asked_about_a_veto() -> None:
    facts = the_facts(LEDGER, depends_on=())
    policy = policy_with("veto: {label: rejected, by: neighbours}")
    vetoed = an_issue(a_label_event("mona", 60, a_label("rejected")))

    resolved = with_owners(policy, facts.answers, facts.catalog, [ANSWERS])

    assert ("money", "mona") in people_to_ask(resolved, vetoed)


def test_without_a_neighbour_nobody_is_needed() -> None:
    decision = decided(policy_with("", NEIGHBOURS), facts=the_facts(LEDGER, depends_on=()))

    assert node(decision, "neighbours").status is Status.SKIPPED


def test_a_neighbour_that_the_catalog_does_not_know_is_refused() -> None:
    decision = decided(policy_with("", NEIGHBOURS), facts=the_facts(depends_on=("nosuch",)))

    assert node(decision, "neighbours").status is Status.REFUSED
    assert "knows no owner of nosuch" in node(decision, "neighbours").sentence


def test_an_edit_of_the_neighbours_voids_their_approval() -> None:
    readers = NEIGHBOURS.replace("by: neighbours}", "by: neighbours, reads: [description]}")
    rule = policy_with("", readers).approvals[0]

    assert rule.fields_read(ANSWERS) == {"depends_on", "description"}


def test_one_person_does_not_fill_two_where_the_policy_says_so() -> None:
    both = (
        a_label_event("paula", 60),
        a_label_event("paula", 61, a_label("approved/security")),
    )
    members = {("platform-reviewers", "paula"): True, ("security", "paula"): True}
    evidence = the_evidence(an_issue(*both), members=members)

    decision = decided(policy_with("", TWO), evidence=evidence)

    assert node(decision, "security review").status is Status.SATISFIED
    assert node(decision, "platform review").status is Status.PENDING
    assert "paula gave “security review” already" in str(decision.approvals[0].ineffective)


def test_members_of_the_owner_team_are_kept_out_where_the_policy_says_so() -> None:
    members = {("platform-reviewers", "paula"): True, ("payments", "paula"): True}
    evidence = the_evidence(an_issue(a_label_event("paula", 60)), members=members)

    ours = decided(policy_with("", NOT_THEIR_OWN), evidence=evidence)
    anybody = decided(policy_with(""), evidence=evidence)

    assert node(ours, "platform review").status is Status.PENDING
    assert "is in the team payments" in str(ours.approvals[0].ineffective)
    assert anybody.is_approved


def test_the_owner_team_is_asked_about_only_where_a_rule_keeps_it_out() -> None:
    issue = an_issue(a_label_event("paula", 60))

    kept_out = people_to_ask(policy_with("", NOT_THEIR_OWN), issue, owner="payments")
    anybody = people_to_ask(policy_with(""), issue, owner="payments")

    assert kept_out - anybody == {("payments", "paula")}

"""Each node of an explained decision says what it waits for, and the facts it rests on."""

from app.domain.evaluate import Decision, Explained, explain
from app.domain.facts import Facts, Team
from app.domain.issue import LabelEvent
from app.domain.policy import Policy
from tests.domain.build import NOON, a_label, a_label_event, the_facts
from tests.domain.evaluate.decisions import decided, policy_with

APPROVALS = """
approvals:
  - {name: platform review, label: approved/platform, by: platform, count: 2}
  - {name: neighbours agree, label: approved/neighbours, by: neighbours}
"""


def explained(policy: Policy, *events: LabelEvent, facts: Facts | None = None) -> Explained:
    known = facts or the_facts()
    decision: Decision = decided(policy, *events, facts=known)
    return explain(policy, known, decision)


def node(tree: Explained, *path: str) -> Explained:
    for rule in path:
        tree = next(one for one in tree.children if one.rule == rule)
    return tree


def test_the_tree_is_that_of_the_decision() -> None:
    policy = policy_with("limits: {services_per_team: 5}")

    tree = explained(policy)

    verdict = decided(policy).verdict
    assert (tree.rule, tree.status, tree.sentence) == (
        verdict.rule,
        verdict.status,
        verdict.sentence,
    )
    assert [one.rule for one in tree.children] == [one.rule for one in verdict.children]
    assert (tree.waits_for, tree.facts) == ("", {})


def test_an_approval_waits_for_people_and_rests_on_what_decides_about_it() -> None:
    policy = policy_with(
        "automatic: [{name: small, when: team.services > 9, instead_of: [platform review]}]",
        APPROVALS,
    )

    tree = explained(policy, a_label_event("paula"))

    review = node(tree, "approvals", "platform review")
    assert review.waits_for == (
        "1 person of team platform-reviewers, who set the label approved/platform"
    )
    assert review.facts == {"team.services": "3"}
    assert node(tree, "approvals", "neighbours agree").facts == {"request.depends_on": "ledger"}


def test_an_approval_by_comment_says_which_comment() -> None:
    by_comment = "approvals: [{name: deep review, by: security, explicit: true}]"

    tree = explained(policy_with("", by_comment))

    assert node(tree, "approvals", "deep review").waits_for == (
        "1 person of team security, who comment /slipway approve with the digest"
    )


def test_what_is_given_waits_for_nobody() -> None:
    tree = explained(policy_with(""), a_label_event("paula"))

    assert node(tree, "approvals", "platform review").waits_for == ""


def test_a_refusal_waits_for_the_requester_and_rests_on_what_it_says_too() -> None:
    policy = policy_with(
        "refuse: [{name: big, when: request.tier < 3, say: 'Ask {request.owner}.'}]"
    )

    refusal = node(explained(policy), "refusals", "big")

    assert refusal.waits_for == "the requester, who corrects the issue"
    assert refusal.facts == {"request.owner": "payments", "request.tier": "2"}


def test_what_cannot_be_told_waits_for_whoever_can_mend_it() -> None:
    policy = policy_with("refuse: [{name: odd, when: 1 / (request.tier - 2) > 0, say: No.}]")

    assert node(explained(policy), "refusals", "odd").waits_for.startswith("the requester, who")


def test_limits_and_freezes_wait_for_nobody() -> None:
    policy = policy_with("""
limits: {open_requests_per_team: 1}
freezes: [{name: winter, since: 2026-03-01, until: 2026-03-09}]
""")

    tree = explained(policy, facts=the_facts(team=Team(open_requests=2)))

    limit = node(tree, "limits", "open requests of the team")
    freeze = node(tree, "freezes", "winter")
    assert limit.waits_for == freeze.waits_for == "nobody: it goes on by itself"
    assert limit.facts == {"team.open_requests": "2"}
    assert freeze.facts == {"now": f"{NOON:%Y-%m-%d %H:%M} UTC"}


def test_a_field_rests_on_its_answer_and_its_condition() -> None:
    policy = policy_with("fields: {data_store: {required_when: request.tier == 2}}")

    field = node(explained(policy), "fields", "data_store")

    assert field.waits_for == "the requester, who corrects the issue"
    assert field.facts == {"request.data_store": "left empty", "request.tier": "2"}


def test_a_veto_waits_for_those_who_may_lift_it() -> None:
    policy = policy_with("veto: {label: rejected, by: platform}")

    tree = explained(policy, a_label_event("paula", label=a_label("rejected")))

    assert node(tree, "veto").waits_for == "those who may veto, who take the label off"


def test_a_fact_that_was_not_asked_for_or_is_too_large_has_no_value() -> None:
    policy = policy_with(
        'refuse: [{name: x, when: request.owner in requester.teams && catalog.has("y"), say: No.}]'
    )

    refusal = node(explained(policy), "refusals", "x")

    assert refusal.facts == {"catalog": "", "request.owner": "payments", "requester.teams": ""}


def test_a_build_that_is_not_started_waits_for_those_who_may() -> None:
    policy = policy_with("shadow: {build_by: security}")

    tree = explained(policy)

    assert node(tree, "shadow").waits_for == "team security, who comment /slipway build"

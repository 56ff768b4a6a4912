"""What the policy says of templates: experimental ones, retired ones, revoked trees."""

from dataclasses import replace

import pytest

from app.domain.evaluate import standing
from app.domain.facts import Facts, TemplateFacts
from app.domain.state import State
from app.domain.verdict import Status
from tests.domain.build import a_label_event, the_facts
from tests.domain.evaluate.decisions import decided, node, policy_with

OLD = {"platform": "a" * 40, "python-service": "b" * 40}
NEW = OLD | {"python-service": "c" * 40}
TWO = """
approvals:
  - {name: platform review, label: approved/platform, by: platform}
  - {name: architects, label: approved/security, by: security, when: template.experimental}
"""
PLATFORM = a_label_event("paula", 60)


def revoking(*trees: str) -> str:
    entries = ", ".join(f"{{tree: {tree[:12]}, say: It leaks a token}}" for tree in trees)
    return f"templates: {{revoked: [{entries}]}}\n"


def facts_with(trees: dict[str, str], on_offer: dict[str, str], *, pinned: bool = True) -> Facts:
    return replace(the_facts(), template=TemplateFacts(trees == on_offer, pinned, trees, on_offer))


@pytest.mark.parametrize(
    ("experimental", "asked"), [("python-service", Status.PENDING), ("other", Status.SKIPPED)]
)
def test_an_experimental_template_asks_one_more_role(experimental: str, asked: Status) -> None:
    policy = policy_with(f"templates: {{experimental: [{experimental}]}}\n", TWO)

    decision = decided(policy, PLATFORM)

    assert node(decision, "architects").status is asked
    assert decision.is_approved is (asked is Status.SKIPPED)


def test_the_reason_names_the_fact() -> None:
    decision = decided(policy_with("templates: {experimental: [other]}\n", TWO))

    said = node(decision, "architects").sentence
    assert "template.experimental (template.experimental: false)" in said


def test_an_approval_because_of_a_template_is_void_when_the_template_changes() -> None:
    rule = policy_with("templates: {experimental: [python-service]}\n", TWO).approvals[1]

    assert rule.fields_read(("name", "template")) == {"template"}


@pytest.mark.parametrize("folder", OLD)
def test_a_revoked_tree_of_any_layer_is_refused_with_the_reason_and_the_way_out(
    folder: str,
) -> None:
    on_offer = dict.fromkeys(OLD, "d" * 40)

    decision = decided(policy_with(revoking(OLD[folder])), facts=facts_with(OLD, on_offer))

    template = node(decision, "template")
    assert template.status is Status.REFUSED
    assert template.sentence == (
        f"The tree {OLD[folder][:12]} of the template {folder} was revoked: It leaks a token."
        " Comment /slipway newest to go on with the templates that are on offer now."
    )
    assert standing(decision) == (State.NEEDS_CORRECTION, ())


def test_where_the_newest_one_is_revoked_as_well_an_admin_has_to_act() -> None:
    both = revoking(OLD["python-service"], NEW["python-service"])

    decision = decided(policy_with(both), facts=facts_with(OLD, NEW))

    state, blockers = standing(decision)
    assert state is State.BLOCKED
    assert "an admin has to commit one, and then /slipway newest takes it" in blockers[0]
    assert blockers[0].endswith("Or choose another template.")


def test_no_other_template_helps_where_a_shared_layer_is_revoked() -> None:
    decision = decided(policy_with(revoking(OLD["platform"])), facts=facts_with(OLD, OLD))

    _, blockers = standing(decision)
    assert blockers[0].endswith("and then /slipway newest takes it.")


def test_what_is_pinned_goes_on_while_only_the_newest_one_is_revoked() -> None:
    decision = decided(policy_with(revoking(NEW["python-service"])), facts=facts_with(OLD, NEW))

    assert node(decision, "template").status is Status.SATISFIED


def test_a_template_that_is_gone_leaves_no_way_out_of_a_revoked_tree() -> None:
    decision = decided(policy_with(revoking(OLD["platform"])), facts=facts_with(OLD, {}))

    assert node(decision, "template").status is Status.FAILED


@pytest.mark.parametrize(("pinned", "status"), [(True, Status.SATISFIED), (False, Status.REFUSED)])
def test_a_retired_template_is_for_those_that_have_it(pinned: bool, status: Status) -> None:
    policy = policy_with("templates: {retired: [{template: python-service, say: Take java.}]}\n")

    decision = decided(policy, facts=facts_with(OLD, NEW if pinned else OLD, pinned=pinned))

    assert node(decision, "template").status is status
    assert ("Take java." in node(decision, "template").sentence) is not pinned


def test_a_revoked_tree_of_a_retired_template_leads_to_another_template() -> None:
    policy = policy_with(
        "templates:\n  retired: [{template: python-service, say: Take java.}]\n"
        f"  revoked: [{{tree: {OLD['platform']}, say: It leaks.}}]\n"
    )

    template = node(decided(policy, facts=facts_with(OLD, NEW)), "template")

    assert template.status is Status.REFUSED
    assert "Take java." in template.sentence
    assert "/slipway newest" not in template.sentence

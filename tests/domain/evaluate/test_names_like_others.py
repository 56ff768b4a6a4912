"""A name that people would mix up with an existing service's is refused, with whose it is."""

import pytest

from app.domain.facts import Service
from app.domain.verdict import Status
from tests.domain.build import the_facts
from tests.domain.evaluate.decisions import decided, node, policy_with

POLICY = policy_with("names: {too_similar: 90, pattern: '[A-Za-z0-9._-]+'}")


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("payment-service", "payments-service"),
        ("bi11ing", "billing"),
        ("Billing", "billing"),
        ("pay_out", "pay-out"),
        ("modern", "modem"),
    ],
)
def test_a_name_like_another_is_refused(new: str, old: str) -> None:
    decision = decided(POLICY, facts=the_facts(Service(old, "money"), name=new))

    assert node(decision, "name").status is Status.REFUSED
    assert f"too similar to the service {old}, which belongs to money" in (
        node(decision, "name").sentence
    )


@pytest.mark.parametrize(("new", "old"), [("billing", "shipping"), ("orders", "borders-api")])
def test_a_name_unlike_the_others_is_free(new: str, old: str) -> None:
    decision = decided(POLICY, facts=the_facts(Service(old, "money"), name=new))

    assert node(decision, "name").status is Status.SATISFIED


def test_without_the_bound_names_may_be_alike() -> None:
    decision = decided(policy_with(""), facts=the_facts(Service("billings", "money")))

    assert node(decision, "name").status is Status.SATISFIED

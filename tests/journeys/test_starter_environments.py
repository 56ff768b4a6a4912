"""Production is closed by the starter policy, as far as the organisation's plan lets it be."""

import pytest

from app.domain.state import State
from tests.journeys import furnished
from tests.journeys.acme import Acme
from tests.journeys.furnished import has_plan, seen

ON_MAIN = ["prod-copy", "prod"]


def branches(acme: Acme, service: str, environment: str) -> list[str]:
    path = f"/environments/{environment}/deployment-branch-policies"
    return [one["name"] for one in seen(acme, service, path)["branch_policies"]]


@pytest.mark.parametrize(("plan", "service"), [("team", "pelican"), ("enterprise", "walrus")])
def test_only_the_default_branch_comes_near_production(acme: Acme, plan: str, service: str) -> None:
    has_plan(acme, plan)
    request = acme.files(name=service)

    request.is_approved()

    assert request.state is State.LIVE
    for name in ON_MAIN:
        assert branches(acme, service, name) == ["main"]
    for name in ("dev", "staging"):
        assert furnished.environment(acme, service, name)["rules"] == {}


def test_the_owner_team_lets_production_pass(acme: Acme) -> None:
    has_plan(acme, "enterprise")
    request = acme.files()

    request.is_approved()

    assert "left out" not in request.status
    rules = furnished.environment(acme, "billing", "prod")["rules"]
    reviewers = [one["reviewer"]["slug"] for one in rules["required_reviewers"]["reviewers"]]
    assert reviewers == ["payments"]
    assert rules["required_reviewers"]["prevent_self_review"] is False
    others = (
        furnished.environment(acme, "billing", one) for one in ("dev", "staging", "prod-copy")
    )
    assert not any("required_reviewers" in other["rules"] for other in others)


def test_a_plan_without_reviewers_gets_the_pair_and_a_sentence(acme: Acme) -> None:
    has_plan(acme, "team")
    request = acme.files()

    request.is_approved()

    assert request.state is State.LIVE
    assert "Reviewers of the environment prod were left out" in request.status
    assert "required_reviewers" not in furnished.environment(acme, "billing", "prod")["rules"]

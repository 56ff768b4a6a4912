"""An organisation on the free plan: what it lacks is said, and the rest works."""

from app.domain.state import State
from tests.journeys.acme import Acme


def test_a_private_control_repository_blocks_and_says_that_the_plan_lacks_rules(
    acme: Acme,
) -> None:
    acme.controls("plan", organisation="acme", plan="free")

    request = acme.files()

    assert request.state is State.BLOCKED
    assert "free plan" in request.headline
    assert "paid plan" in request.status


def test_with_a_public_control_repository_the_pair_is_built_without_what_the_plan_lacks(
    acme: Acme,
) -> None:
    acme.does("ada", "PATCH", "/repos/acme/services", {"private": False})
    acme.controls("plan", organisation="acme", plan="free")
    request = acme.files()

    request.is_approved()

    assert request.state is State.LIVE
    assert "environments were left out" in request.status
    assert "rules for the default branch were left out" in request.status
    assert "Upgrade" in request.status
    commits = acme.does("ada", "GET", "/repos/acme/billing/commits")
    assert len(commits) == 1

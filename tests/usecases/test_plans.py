"""Plans are read whichever version kept them, and by the one before wherever it would do."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain.plan import Plan
from app.domain.policy import (
    OWNER,
    Access,
    EnvironmentSetting,
    SecuritySettings,
    Setup,
    Visibility,
)
from app.usecases import plans
from tests.versions import sample


@pytest.fixture(params=[one for one in sample.VERSIONS if one < "0004"])
def earlier(request: pytest.FixtureRequest) -> dict[str, Any]:
    """A plan as that version kept it, for both halves alike; since 0004 each has its own."""
    plan: dict[str, Any] = sample.rows(request.param, "pairs")[0]["plan"]
    return plan


def with_tests(plan: Plan, tests: Setup[str]) -> Plan:
    return replace(plan, setup={"service": plan.setup["service"], "tests": tests})


def test_an_earlier_plan_sets_both_halves_up_and_deploys_the_service(
    earlier: dict[str, Any],
) -> None:
    plan = plans.from_json(earlier)

    service, tests = plan.setup["service"], plan.setup["tests"]
    assert [one.name for one in service.environments] == earlier["settings"]["environments"]
    assert all(one == EnvironmentSetting(one.name) for one in service.environments)
    assert tests.environments == ()
    assert service.topics == tests.topics == tuple(earlier["settings"]["topics"])
    assert service.access == tests.access == earlier["settings"]["access"]
    assert service.visibility is Visibility.PRIVATE


def test_what_the_version_before_would_do_it_can_read(earlier: dict[str, Any]) -> None:
    plan = plans.from_json(earlier)

    kept = plans.to_json(plan)

    assert kept["settings"].items() <= earlier["settings"].items()
    assert plans.from_json(kept) == plan


@pytest.mark.parametrize(
    "tests",
    [
        Setup(access={OWNER: Access.PUSH}),
        Setup(environments=(EnvironmentSetting("lab"),)),
        Setup(security=SecuritySettings(vulnerability_alerts=True)),
        Setup(properties={"tier": "T2"}),
    ],
)
def test_what_it_would_not_do_it_cannot_read(earlier: dict[str, Any], tests: Setup[str]) -> None:
    plan = with_tests(plans.from_json(earlier), tests)

    kept = plans.to_json(plan)

    assert "settings" not in kept
    assert plans.from_json(kept) == plan

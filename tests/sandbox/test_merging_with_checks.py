"""Merging as checks allow it: required ones must pass, others make it unstable."""

from typing import Any

import pytest

from tests.sandbox.checks import RUNS, with_checks
from tests.sandbox.proposing import REPOSITORY, merges, proposes, rules, state_of, tip
from tests.sandbox.voices import Voice


@pytest.fixture
def seed(seed: dict[str, Any]) -> dict[str, Any]:
    return with_checks(seed)


def checks(voice: Voice, name: str, conclusion: str | None) -> None:
    """Report a check of topic's tip, under way if without a conclusion."""
    run = {"name": name, "head_sha": tip(voice, "topic"), "status": "in_progress"}
    if conclusion is not None:
        run |= {"status": "completed", "conclusion": conclusion}
    voice.does("POST", RUNS, run)


def requires(voice: Voice, **check: Any) -> None:
    parameters = {
        "required_status_checks": [{"context": "ci"} | check],
        "strict_required_status_checks_policy": False,
    }
    rules(voice, {"type": "required_status_checks", "parameters": parameters})


@pytest.mark.parametrize("conclusion", ["success", "neutral", "skipped"])
def test_a_required_check_that_passed_lets_merge(installation: Voice, conclusion: str) -> None:
    number = proposes(installation)["number"]
    requires(installation)
    checks(installation, "ci", None)
    waiting = (state_of(installation, number), merges(installation, number).status_code)

    checks(installation, "ci", conclusion)

    assert waiting == ("blocked", 405)
    assert state_of(installation, number) == "clean"
    assert merges(installation, number).status_code == 200


def test_a_required_check_of_another_app_does_not_count(installation: Voice) -> None:
    number = proposes(installation)["number"]
    requires(installation, integration_id=1)

    checks(installation, "ci", "success")

    assert state_of(installation, number) == "blocked"


def test_a_required_check_holds_a_merge_up_until_its_app_lets_it_pass(
    installation: Voice,
) -> None:
    number = proposes(installation)["number"]
    requires(installation, integration_id=4242)
    checks(installation, "ci", "failure")
    refused = merges(installation, number)

    checks(installation, "ci", "success")

    assert refused.status_code == 405
    assert merges(installation, number).status_code == 200


@pytest.mark.parametrize("conclusion", [None, "failure"])
def test_a_check_that_nothing_requires_makes_it_unstable(
    installation: Voice, conclusion: str | None
) -> None:
    number = proposes(installation)["number"]

    checks(installation, "lint", conclusion)

    assert state_of(installation, number) == "unstable"
    assert merges(installation, number).status_code == 200


def test_a_failed_status_makes_it_unstable(installation: Voice) -> None:
    number = proposes(installation)["number"]
    path = f"{REPOSITORY}/statuses/{tip(installation, 'topic')}"

    installation.does("POST", path, {"state": "failure", "context": "old-ci"})

    assert state_of(installation, number) == "unstable"

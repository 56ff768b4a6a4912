"""What keeps tests from being started after a deployment, where the policy wants them to be."""

from pathlib import Path
from typing import Any

import pytest

from app.doctor.finding import Finding, Level
from tests.doctor.clinic import Clinic, clinic
from tests.doctor.test_control import POLICY

TESTED = "integration_tests: {after_deployment_to: [dev, staging, prod-copy]}\n"
HEARD = ["issue_comment", "issues", "label", "membership", "pull_request", "push", "repository"]
HEARD += ["team"]


def about_tests(found: Clinic) -> list[Finding]:
    return [one for one in found.findings() if "tests after deployments" in one.sentence]


def examined(folder: Path, lacks: str = "", **app: Any) -> Finding:
    """What the doctor says of them where the App lacks a permission, or is another one."""
    with clinic(folder, app=app) as found:
        found.sandbox.world.installations[77].permissions.pop(lacks, None)
        [finding] = about_tests(found)
    return finding


def test_an_app_that_has_all_it_takes_is_fine(healthy: Clinic) -> None:
    [finding] = about_tests(healthy)

    assert finding.level is Level.FINE
    assert finding.sentence.endswith("dev, staging, prod-copy.")


@pytest.mark.parametrize("lacks", ["actions", "deployments"])
def test_an_app_that_lacks_a_permission_is_broken(tmp_path: Path, lacks: str) -> None:
    finding = examined(tmp_path, lacks)

    assert finding.level is Level.BROKEN
    assert f"it lacks {lacks}: " in finding.sentence
    assert "/settings/installations/" in finding.todo[1]


def test_an_app_that_hears_of_no_deployment_is_broken(tmp_path: Path) -> None:
    finding = examined(tmp_path, events=HEARD)

    assert finding.level is Level.BROKEN
    assert "deployment_status" in finding.sentence


def test_a_policy_that_wants_no_tests_asks_for_nothing(tmp_path: Path) -> None:
    assert TESTED in POLICY
    control = {"contents": {"policy.yml": POLICY.replace(TESTED, "")}}

    with clinic(tmp_path, control=control, app={"events": HEARD}) as found:
        assert about_tests(found) == []

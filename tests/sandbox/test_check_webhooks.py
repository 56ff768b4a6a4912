"""What the App hears of its checks, and when it is asked for them again."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.checks import (
    RUNS,
    SERVICES,
    annotation,
    output,
    reports,
    with_checks,
)
from tests.sandbox.conftest import Ear
from tests.sandbox.voices import Voice

Control = Callable[..., Any]


@pytest.fixture
def seed(seed: dict[str, Any]) -> dict[str, Any]:
    return with_checks(seed)


def test_the_life_of_a_run_is_told(installation: Voice, ear: Ear) -> None:
    run = reports(installation, output=output(annotations=[annotation()]))
    installation.does("PATCH", f"{RUNS}/{run['id']}", {"status": "in_progress"})
    installation.does("PATCH", f"{RUNS}/{run['id']}", {"conclusion": "success"})

    names = [heard.name for heard in ear.hears(3)]

    assert names == ["check_run.created", "check_run.completed", "check_suite.completed"]


def test_a_run_asked_for_again_stays_as_it_is_and_its_suite_is_queued(
    installation: Voice, ear: Ear
) -> None:
    run = reports(installation, conclusion="failure")

    installation.does("POST", f"{RUNS}/{run['id']}/rerequest")

    told = ear.hears_until("check_run.rerequested").payload["check_run"]
    assert (told["id"], told["conclusion"]) == (run["id"], "failure")
    assert told["check_suite"]["status"] == "queued"
    reports(installation, conclusion="success")
    suite = installation.gets(f"{SERVICES}/check-suites/{run['check_suite']['id']}")
    assert (suite["status"], suite["conclusion"]) == ("completed", "success")


def test_a_control_presses_buttons_and_asks_again_in_a_person_s_name(
    installation: Voice, control: Control, ear: Ear
) -> None:
    action = {"label": "Mend it", "description": "Add a line", "identifier": "mend"}
    run = reports(installation, conclusion="failure", actions=[action])
    order = {"repository": "acme/services", "id": run["id"], "actor": "will"}

    control("check_run", identifier="mend", **order)
    control("check_run", **order)

    told = ear.hears_until("check_run.requested_action").payload
    assert (told["requested_action"]["identifier"], told["sender"]["login"]) == ("mend", "will")
    assert ear.hears_until("check_run.rerequested").payload["sender"]["login"] == "will"


def test_a_suite_asked_for_again_is_queued(installation: Voice, ear: Ear) -> None:
    number = reports(installation, conclusion="failure")["check_suite"]["id"]

    installation.does("POST", f"{SERVICES}/check-suites/{number}/rerequest")

    told = ear.hears_until("check_suite.rerequested").payload["check_suite"]
    assert (told["id"], told["status"]) == (number, "queued")

"""Check suites: made by a push or by hand, summed up from their runs, and stale in the end."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.checks import (
    RUNS,
    SERVICES,
    head_of,
    reports,
    with_checks,
)
from tests.sandbox.conftest import Ear
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]
Control = Callable[..., Any]
DAY = 86_400


@pytest.fixture
def seed(seed: dict[str, Any]) -> dict[str, Any]:
    return with_checks(seed)


def changes_readme(voice: Voice, message: str = "Change") -> str:
    """A new commit on main; answers its sha."""
    known = voice.gets(f"{SERVICES}/contents/README.md")["sha"]
    body = {"message": message, "content": "aGkK", "sha": known}
    return str(voice.does("PUT", f"{SERVICES}/contents/README.md", body)["commit"]["sha"])


def test_a_suite_sums_its_runs_up(installation: Voice) -> None:
    def suite() -> tuple[str, str | None]:
        found = installation.gets(f"{SERVICES}/commits/main/check-suites")
        assert found["total_count"] == 1
        one = installation.gets(f"{SERVICES}/check-suites/{found['check_suites'][0]['id']}")
        return one["status"], one["conclusion"]

    first = reports(installation)
    assert suite() == ("queued", None)
    installation.does("PATCH", f"{RUNS}/{first['id']}", {"conclusion": "success"})
    assert suite() == ("completed", "success")
    reports(installation, name="template", status="in_progress")
    assert suite() == ("in_progress", None)
    reports(installation, name="template", conclusion="timed_out")
    assert suite() == ("completed", "timed_out")


def test_a_suite_is_made_once_for_an_app_and_a_commit(installation: Voice) -> None:
    body = {"head_sha": head_of(installation)}

    first = installation.asks("POST", f"{SERVICES}/check-suites", body)
    second = installation.asks("POST", f"{SERVICES}/check-suites", body)

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]
    assert first.json()["head_branch"] == "main"


def test_a_push_asks_the_app_for_its_checks(person: Person, installation: Voice, ear: Ear) -> None:
    before = head_of(installation)

    sha = changes_readme(person("ada"))

    told = ear.hears_until("check_suite.requested").payload
    suite = told["check_suite"]
    assert (suite["head_sha"], suite["before"], suite["head_branch"]) == (sha, before, "main")
    assert (suite["status"], suite["conclusion"]) == ("queued", None)
    assert told["sender"]["login"] == "ada"
    run = reports(installation)
    assert run["check_suite"]["id"] == suite["id"]


def test_a_push_of_the_app_itself_is_told_as_well(installation: Voice, ear: Ear) -> None:
    changes_readme(installation)

    told = ear.hears_until("check_suite.requested").payload
    assert told["check_suite"]["head_commit"]["author"]["name"] == "slipway[bot]"


def test_an_app_that_does_not_want_it_is_not_asked_on_a_push(
    person: Person, installation: Voice, ear: Ear
) -> None:
    wanted = {"auto_trigger_checks": [{"app_id": 4242, "setting": False}]}
    person("ada").asks("PATCH", f"{SERVICES}/check-suites/preferences", wanted)
    path = f"{SERVICES}/check-suites/preferences"
    assert installation.does("PATCH", path, wanted)["preferences"] == wanted

    changes_readme(person("ada"))

    assert ear.hears()[0].event == "push"
    assert installation.gets(f"{SERVICES}/commits/main/check-suites")["total_count"] == 0


def test_what_is_not_complete_after_14_days_is_stale(
    installation: Voice, control: Control, installed: Callable[..., Voice]
) -> None:
    run = reports(installation)
    control("clock", advance_seconds=14 * DAY + 1)

    found = installed().gets(f"{RUNS}/{run['id']}")

    assert (found["status"], found["conclusion"]) == ("completed", "stale")
    suite = installed().gets(f"{SERVICES}/check-suites/{run['check_suite']['id']}")
    assert suite["conclusion"] == "stale"

"""Labels that are only suggested: not on the issue until a person approves."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.conftest import Ear
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]
ISSUES = "/repos/acme/services/issues"
SUGGESTED = {"name": "bug", "suggest": True, "rationale": "It crashes.", "confidence": "high"}


@pytest.fixture
def issue(person: Person) -> Any:
    return person("dana").opens_an_issue()


@pytest.fixture
def path(issue: Any) -> str:
    return f"{ISSUES}/{issue['number']}"


def names(voice: Voice, path: str) -> list[str]:
    return [label["name"] for label in voice.gets(f"{path}/labels")]


def test_a_suggested_label_is_not_applied(person: Person, path: str, issue: Any) -> None:
    olga = person("olga")

    olga.does("POST", f"{path}/labels", {"labels": [SUGGESTED, "question"]})

    assert names(olga, path) == ["question"]
    (pending,) = olga.gets(f"{path}/suggestions")
    assert (pending["state"], pending["action"]) == ("pending", "add_label")
    assert (pending["rationale"], pending["confidence"]) == ("It crashes.", "HIGH")
    assert pending["target_id"] == olga.gets("/repos/acme/services/labels/bug")["id"]
    assert pending["issue_id"] == issue["id"]


def test_an_approval_applies_it_in_the_name_of_who_approves(
    installation: Voice, person: Person, path: str
) -> None:
    installation.does("POST", f"{path}/labels", {"labels": [SUGGESTED, SUGGESTED]})
    first, _ = installation.gets(f"{path}/suggestions")

    approved = person("olga").does("POST", f"{path}/suggestions/{first['id']}/approve")

    (event,) = person("olga").gets(f"{path}/events")
    assert (event["event"], event["actor"]["login"]) == ("labeled", "olga")
    assert (approved["state"], approved["issue_event_id"]) == ("approved", event["id"])
    assert names(person("olga"), path) == ["bug"]
    states = [one["state"] for one in person("olga").gets(f"{path}/suggestions?state=all")]
    assert states == ["approved", "dismissed"]


def test_a_dismissal_applies_nothing_and_is_final(person: Person, path: str) -> None:
    olga = person("olga")
    olga.does("POST", f"{path}/labels", {"labels": [SUGGESTED]})
    (found,) = olga.gets(f"{path}/suggestions")

    olga.does("POST", f"{path}/suggestions/{found['id']}/dismiss")

    assert olga.asks("POST", f"{path}/suggestions/{found['id']}/approve").status_code == 422
    assert names(olga, path) == []
    assert olga.gets(f"{path}/suggestions") == []


def test_suggestions_are_for_triage_to_see_and_decide(person: Person, path: str) -> None:
    person("olga").does("POST", f"{path}/labels", {"labels": [SUGGESTED]})
    (found,) = person("olga").gets(f"{path}/suggestions")

    assert person("dana").asks("GET", f"{path}/suggestions").status_code == 403
    approve = f"{path}/suggestions/{found['id']}/approve"
    assert person("dana").asks("POST", approve).status_code == 403


def test_an_update_says_what_became_of_its_suggestions(person: Person, path: str) -> None:
    will = person("will")
    will.does("POST", f"{path}/labels", {"labels": ["question"]})
    wanted = [SUGGESTED, {"name": "question", "suggest": True}]

    changed = will.does("PATCH", path, {"labels": wanted})

    assert [label["name"] for label in changed["labels"]] == ["question"]
    ignored = {"ignored": True, "ignored_reason": "already_applied"}
    assert changed["suggestions"]["labels"] == [SUGGESTED, wanted[1] | ignored]


def test_a_label_that_is_deleted_takes_its_suggestions_along(person: Person, path: str) -> None:
    will = person("will")
    will.does("POST", f"{path}/labels", {"labels": [SUGGESTED]})

    will.does("DELETE", "/repos/acme/services/labels/bug")

    assert [one["state"] for one in will.gets(f"{path}/suggestions?state=all")] == ["invalidated"]


def test_the_app_hears_of_the_approval_alone(person: Person, path: str, ear: Ear) -> None:
    olga = person("olga")
    olga.does("POST", f"{path}/labels", {"labels": [SUGGESTED]})
    (found,) = olga.gets(f"{path}/suggestions")
    olga.does("POST", f"{path}/suggestions/{found['id']}/approve")

    (heard,) = ear.hears()

    assert heard.name == "issues.labeled"
    assert heard.payload["sender"]["login"] == "olga"

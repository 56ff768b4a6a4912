"""Labels of a repository: a rename keeps the object, a new one under an old name does not."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.conftest import Ear
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]
LABELS = "/repos/acme/services/labels"


def test_a_renamed_label_is_the_same_one_everywhere(person: Person) -> None:
    will = person("will")
    number = will.opens_an_issue(labels=["approved/platform"])["number"]
    before = will.gets(f"{LABELS}/approved%2Fplatform")

    will.does("PATCH", f"{LABELS}/approved%2Fplatform", {"new_name": "approved/security"})

    (label,) = will.gets(f"/repos/acme/services/issues/{number}")["labels"]
    assert (label["name"], label["node_id"]) == ("approved/security", before["node_id"])


def test_a_label_made_anew_is_another_one(person: Person) -> None:
    will = person("will")
    before = will.gets(f"{LABELS}/bug")
    will.does("DELETE", f"{LABELS}/bug")

    after = will.does("POST", LABELS, {"name": "bug", "color": "d73a4a"})

    assert after["node_id"] != before["node_id"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": "BUG"}, "already_exists"),
        ({"name": "x" * 51}, "custom"),
        ({"name": "fine", "description": "x" * 101}, "custom"),
        ({"name": "fine", "color": "red"}, "invalid"),
    ],
)
def test_a_label_that_does_not_fit_is_refused(
    person: Person, fields: dict[str, Any], code: str
) -> None:
    answer = person("will").asks("POST", LABELS, fields)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == code


def test_a_name_too_long_is_invalid_when_added_to_an_issue(person: Person) -> None:
    number = person("will").opens_an_issue()["number"]
    path = f"/repos/acme/services/issues/{number}/labels"

    answer = person("will").asks("POST", path, {"labels": ["x" * 51]})

    assert answer.json()["errors"][0]["code"] == "invalid"


def test_triage_may_not_make_labels(person: Person) -> None:
    assert person("olga").asks("POST", LABELS, {"name": "mine"}).status_code == 403


@pytest.mark.parametrize(
    ("login", "status"), [("dana", 403), ("olga", 200), ("will", 200), ("ada", 200)]
)
@pytest.mark.parametrize(("verb", "rest"), [("POST", ""), ("PUT", ""), ("DELETE", "/bug")])
def test_triage_and_more_change_the_labels_of_an_issue(
    person: Person, login: str, status: int, verb: str, rest: str
) -> None:
    number = person("will").opens_an_issue(labels=["bug"])["number"]
    body = None if verb == "DELETE" else {"labels": ["bug", "question"]}

    answer = person(login).asks(verb, f"/repos/acme/services/issues/{number}/labels{rest}", body)

    assert answer.status_code == status


@pytest.mark.parametrize(("login", "status"), [("olga", 403), ("will", 200)])
def test_renaming_takes_write(person: Person, login: str, status: int) -> None:
    answer = person(login).asks("PATCH", f"{LABELS}/bug", {"new_name": "fault"})

    assert answer.status_code == status


@pytest.mark.parametrize(("login", "left"), [("olga", ["bug"]), ("will", ["question"])])
def test_an_update_of_an_issue_drops_the_labels_of_who_cannot_push(
    person: Person, login: str, left: list[str]
) -> None:
    number = person("will").opens_an_issue(labels=["bug"])["number"]

    path = f"/repos/acme/services/issues/{number}"
    changed = person(login).does("PATCH", path, {"labels": ["question"], "title": "Changed"})

    assert [label["name"] for label in changed["labels"]] == left
    assert changed["title"] == "Changed"


def test_an_issue_has_a_hundred_labels_at_most(person: Person) -> None:
    number = person("will").opens_an_issue()["number"]
    path = f"/repos/acme/services/issues/{number}/labels"
    person("will").does("POST", path, {"labels": [f"l{at}" for at in range(100)]})

    answer = person("will").asks("POST", path, {"labels": ["one more"]})

    assert answer.status_code == 422


@pytest.mark.parametrize("count", [100, 101])
def test_labels_beyond_the_bound_change_nothing(person: Person, count: int) -> None:
    will = person("will")
    number = will.opens_an_issue(labels=["bug"])["number"]
    before = will.gets(f"{LABELS}?per_page=100")
    names = [f"l{at}" for at in range(count)]
    path = f"/repos/acme/services/issues/{number}/labels"

    answers = [will.asks("POST", path, {"labels": names})]
    if count > 100:
        body = {"title": "New", "labels": names}
        answers.append(will.asks("POST", "/repos/acme/services/issues", body))

    assert {answer.status_code for answer in answers} == {422}
    assert [label["name"] for label in will.gets(path)] == ["bug"]
    assert will.gets(f"{LABELS}?per_page=100") == before
    assert len(will.gets("/repos/acme/services/issues")) == 1


def test_a_rename_is_told_of_the_label_and_not_of_its_issues(person: Person, ear: Ear) -> None:
    person("will").opens_an_issue(labels=["bug"])
    ear.hears(2)

    person("will").does("PATCH", f"{LABELS}/bug", {"new_name": "fault"})
    person("will").does("DELETE", f"{LABELS}/fault")

    renamed, deleted = ear.hears(2)
    assert (renamed.name, deleted.name) == ("label.edited", "label.deleted")
    assert renamed.payload["changes"] == {"name": {"from": "bug"}}


def test_the_bounds_of_what_is_written(person: Person) -> None:
    dana = person("dana")
    assert dana.opens_an_issue(title="x" * 256, body="y" * 65_536)["number"] == 1

    for spoilt in ({"title": "x" * 257}, {"title": "t", "body": "y" * 65_537}):
        assert dana.asks("POST", "/repos/acme/services/issues", spoilt).status_code == 422
    comments = "/repos/acme/services/issues/1/comments"
    assert dana.asks("POST", comments, {"body": "z" * 65_537}).status_code == 422

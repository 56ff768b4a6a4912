"""Labels of a repository: a rename keeps the object, a new one under an old name does not."""

from collections.abc import Callable
from typing import Any

import pytest

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

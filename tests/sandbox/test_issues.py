"""Issues through REST: filing, editing, labelling, closing, and who may do which."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.proposing import proposes
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]
ISSUES = "/repos/acme/services/issues"


def events_of(voice: Voice, number: int) -> list[str]:
    return [event["event"] for event in voice.gets(f"{ISSUES}/{number}/events")]


def test_labels_of_a_person_without_push_access_are_dropped(person: Person) -> None:
    by_reader = person("dana").opens_an_issue(labels=["bug"])
    by_writer = person("will").opens_an_issue(labels=["bug"])

    assert by_reader["labels"] == []
    assert [label["name"] for label in by_writer["labels"]] == ["bug"]


def test_an_issue_filed_with_labels_has_them_in_its_events(person: Person) -> None:
    number = person("will").opens_an_issue(labels=["bug"])["number"]

    (event,) = person("will").gets(f"{ISSUES}/{number}/events")

    assert event["event"] == "labeled"
    assert event["label"] == {"name": "bug", "color": "d73a4a"}
    assert event["actor"]["login"] == "will"


@pytest.mark.parametrize(
    ("login", "status"), [("dana", 200), ("olga", 200), ("will", 200), ("stranger", 404)]
)
def test_the_author_and_triage_may_edit_an_issue(person: Person, login: str, status: int) -> None:
    number = person("dana").opens_an_issue()["number"]

    answer = person(login).asks("PATCH", f"{ISSUES}/{number}", {"body": "changed"})

    assert answer.status_code == status


def test_another_reader_may_not_edit_an_issue(person: Person) -> None:
    number = person("ada").opens_an_issue()["number"]

    answer = person("dana").asks("PATCH", f"{ISSUES}/{number}", {"body": "changed"})

    assert answer.status_code == 403


def test_triage_may_label_and_a_reader_may_not(person: Person) -> None:
    number = person("dana").opens_an_issue()["number"]
    path = f"{ISSUES}/{number}/labels"

    assert person("olga").asks("POST", path, {"labels": ["bug"]}).status_code == 200
    assert person("dana").asks("POST", path, {"labels": ["wontfix"]}).status_code == 403


def test_an_unknown_label_is_made_on_the_way(person: Person) -> None:
    number = person("dana").opens_an_issue()["number"]

    person("will").does("POST", f"{ISSUES}/{number}/labels", {"labels": ["brand new"]})

    assert person("will").gets("/repos/acme/services/labels/brand%20new")["color"] == "ededed"


def test_a_label_with_a_slash_is_taken_off_by_its_escaped_name(person: Person) -> None:
    number = person("dana").opens_an_issue()["number"]
    person("olga").does("POST", f"{ISSUES}/{number}/labels", ["approved/platform"])

    left = person("olga").does("DELETE", f"{ISSUES}/{number}/labels/approved%2Fplatform")

    assert left == []
    assert events_of(person("olga"), number) == ["labeled", "unlabeled"]


def test_setting_labels_records_only_what_changed(person: Person) -> None:
    number = person("will").opens_an_issue(labels=["bug", "question"])["number"]

    person("will").does("PUT", f"{ISSUES}/{number}/labels", {"labels": ["question", "wontfix"]})

    recorded = person("will").gets(f"{ISSUES}/{number}/events")
    changes = [(event["event"], event["label"]["name"]) for event in recorded]
    assert changes[2:] == [("unlabeled", "bug"), ("labeled", "wontfix")]


def test_an_issue_is_closed_with_a_reason_and_reopened(person: Person) -> None:
    dana = person("dana")
    number = dana.opens_an_issue()["number"]

    closed = dana.does(
        "PATCH", f"{ISSUES}/{number}", {"state": "closed", "state_reason": "not_planned"}
    )
    opened = dana.does("PATCH", f"{ISSUES}/{number}", {"state": "open"})

    assert (closed["state"], closed["state_reason"]) == ("closed", "not_planned")
    assert (opened["state"], opened["closed_at"]) == ("open", None)
    assert events_of(dana, number) == ["closed", "reopened"]


def test_the_timeline_holds_comments_and_events_in_order(person: Person) -> None:
    dana = person("dana")
    number = dana.opens_an_issue()["number"]
    dana.does("PATCH", f"{ISSUES}/{number}", {"title": "Another title"})
    dana.does("POST", f"{ISSUES}/{number}/comments", {"body": "please"})

    entries = dana.gets(f"{ISSUES}/{number}/timeline")

    assert [entry["event"] for entry in entries] == ["renamed", "commented"]
    assert entries[0]["rename"] == {"from": "New service", "to": "Another title"}
    assert all(entry["node_id"] for entry in entries)


def test_what_the_app_does_is_marked_as_its_doing(installation: Voice) -> None:
    number = installation.opens_an_issue(labels=["bug"])["number"]

    (event,) = installation.gets(f"{ISSUES}/{number}/events")

    assert event["actor"]["login"] == "slipway[bot]"
    assert event["actor"]["type"] == "Bot"
    assert event["performed_via_github_app"]["slug"] == "slipway"


@pytest.mark.parametrize("fields", [{}, {"title": " "}, {"title": "x" * 257}])
def test_a_title_must_be_there_and_fit(person: Person, fields: dict[str, str]) -> None:
    assert person("dana").asks("POST", ISSUES, fields).status_code == 422


def test_issues_can_be_switched_off(person: Person) -> None:
    number = person("dana").opens_an_issue()["number"]
    pull = proposes(person("will"))["number"]
    person("ada").does("PATCH", "/repos/acme/services", {"has_issues": False})

    created = person("dana").asks("POST", ISSUES, {"title": "x"})
    commented = person("dana").asks("POST", f"{ISSUES}/{number}/comments", {"body": "x"})

    assert (created.status_code, commented.status_code) == (410, 410)
    assert [one["number"] for one in person("dana").gets(ISSUES)] == [pull]
    assert person("dana").does("POST", f"{ISSUES}/{pull}/comments", {"body": "x"})["body"] == "x"


def test_a_locked_issue_takes_comments_of_writers_only(person: Person) -> None:
    number = person("dana").opens_an_issue()["number"]
    person("will").does("PUT", f"{ISSUES}/{number}/lock", {"lock_reason": "resolved"})
    path = f"{ISSUES}/{number}/comments"

    assert person("dana").asks("POST", path, {"body": "but"}).status_code == 403
    assert person("will").asks("POST", path, {"body": "no"}).status_code == 201


def test_a_transferred_issue_leaves_a_redirect_and_keeps_same_named_labels(
    person: Person, control: Callable[..., Any]
) -> None:
    will = person("will")
    number = will.opens_an_issue(labels=["bug", "approved/platform"])["number"]

    moved = control(
        "transfer", repository="acme/services", number=number, target="acme/other", actor="ada"
    )

    found = person("ada").gets(f"/repos/acme/other/issues/{moved['number']}")
    assert [label["name"] for label in found["labels"]] == ["bug"]
    assert will.asks("GET", f"{ISSUES}/{number}").status_code == 301


def test_write_may_edit_the_comments_of_others_and_readers_may_not(person: Person) -> None:
    number = person("dana").opens_an_issue()["number"]
    comment = person("dana").does("POST", f"{ISSUES}/{number}/comments", {"body": "mine"})
    path = f"{ISSUES}/comments/{comment['id']}"

    assert person("olga").asks("PATCH", path, {"body": "changed"}).status_code == 403
    assert person("will").asks("PATCH", path, {"body": "changed"}).status_code == 200
    assert person("dana").asks("DELETE", path).status_code == 204


def test_a_reaction_is_given_once(person: Person) -> None:
    number = person("dana").opens_an_issue()["number"]
    comment = person("dana").does("POST", f"{ISSUES}/{number}/comments", {"body": "mine"})
    path = f"{ISSUES}/comments/{comment['id']}/reactions"

    statuses = [person("ada").asks("POST", path, {"content": "eyes"}).status_code for _ in "12"]

    assert statuses == [201, 200]

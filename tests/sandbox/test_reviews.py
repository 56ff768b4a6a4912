"""Reviews: begun, submitted, edited, dismissed; who is asked for one; what rules ask for."""

from collections.abc import Callable

import pytest

from tests.sandbox.proposing import (
    PULLS,
    REPOSITORY,
    merges,
    proposes,
    review_rule,
    reviews,
    rules,
    state_of,
)
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]


def test_a_review_is_submitted_with_its_verdict(person: Person) -> None:
    pull = proposes(person("will"))

    made = reviews(person("ada"), pull["number"], "APPROVE", "Fine.")

    assert (made["state"], made["body"], made["user"]["login"]) == ("APPROVED", "Fine.", "ada")
    assert made["commit_id"] == pull["head"]["sha"]
    path = f"{PULLS}/{pull['number']}/reviews"
    assert person("dana").gets(path) == [made]
    assert person("dana").gets(f"{path}/{made['id']}") == made
    assert person("dana").gets(f"{path}/{made['id']}/comments") == []


def test_a_pending_review_is_seen_by_its_author_alone(person: Person) -> None:
    ada, number = person("ada"), proposes(person("will"))["number"]
    path = f"{PULLS}/{number}/reviews"
    pending = ada.does("POST", path, {"body": "Hm."})
    second = ada.asks("POST", path, {"body": "Hm."})
    unseen = person("dana").gets(path)

    submitted = ada.does("POST", f"{path}/{pending['id']}/events", {"event": "REQUEST_CHANGES"})

    assert (pending["state"], "submitted_at" in pending) == ("PENDING", False)
    assert second.status_code == 422
    assert second.json()["errors"] == ["User can only have one pending review per pull request"]
    assert unseen == []
    assert (submitted["state"], submitted["body"]) == ("CHANGES_REQUESTED", "Hm.")
    assert len(person("dana").gets(path)) == 1


def test_a_pending_review_can_be_thrown_away_and_a_submitted_one_cannot(person: Person) -> None:
    ada, number = person("ada"), proposes(person("will"))["number"]
    path = f"{PULLS}/{number}/reviews"
    pending = ada.does("POST", path, {})

    ada.does("DELETE", f"{path}/{pending['id']}")

    assert ada.gets(path) == []
    made = reviews(ada, number)
    assert ada.asks("DELETE", f"{path}/{made['id']}").status_code == 422


@pytest.mark.parametrize(
    ("event", "error"),
    [
        ("APPROVE", "Can not approve your own pull request"),
        ("REQUEST_CHANGES", "Can not request changes on your own pull request"),
    ],
)
def test_nobody_judges_a_pull_request_of_their_own(person: Person, event: str, error: str) -> None:
    will = person("will")
    number = proposes(will)["number"]

    refused = will.asks("POST", f"{PULLS}/{number}/reviews", {"event": event, "body": "Mine."})

    assert refused.status_code == 422
    assert refused.json()["message"] == "Unprocessable Entity"
    assert refused.json()["errors"] == [error]
    assert reviews(will, number, "COMMENT")["state"] == "COMMENTED"


def test_a_review_that_asks_for_something_says_what(person: Person) -> None:
    number = proposes(person("will"))["number"]
    path = f"{PULLS}/{number}/reviews"

    statuses = [
        person("ada").asks("POST", path, {"event": event}).status_code
        for event in ("REQUEST_CHANGES", "COMMENT", "APPLAUD", "APPROVE")
    ]

    assert statuses == [422, 422, 422, 200]


def test_a_text_is_edited_by_its_author(person: Person) -> None:
    number = proposes(person("will"))["number"]
    made = reviews(person("ada"), number)
    path = f"{PULLS}/{number}/reviews/{made['id']}"

    assert person("will").asks("PUT", path, {"body": "No."}).status_code == 404
    assert person("ada").does("PUT", path, {"body": "Yes!"})["body"] == "Yes!"


def test_an_approval_is_dismissed_by_who_may_write(person: Person) -> None:
    number = proposes(person("will"))["number"]
    made = reviews(person("ada"), number)
    path = f"{PULLS}/{number}/reviews/{made['id']}/dismissals"

    refused = person("dana").asks("PUT", path, {"message": "Why?"})
    dismissed = person("will").does("PUT", path, {"message": "Too early."})
    again = person("will").asks("PUT", path, {"message": "Too early."})

    assert (refused.status_code, dismissed["state"], again.status_code) == (403, "DISMISSED", 422)
    (event,) = person("will").gets(f"{REPOSITORY}/issues/{number}/events")
    assert event["dismissed_review"] == {
        "state": "approved",
        "review_id": made["id"],
        "dismissal_message": "Too early.",
    }


def test_people_and_teams_are_asked_until_they_answer(person: Person) -> None:
    will = person("will")
    person("ada").does("PUT", "/orgs/acme/teams/payments/repos/acme/services")
    number = proposes(will)["number"]
    path = f"{PULLS}/{number}/requested_reviewers"

    asked = will.does("POST", path, {"reviewers": ["ada"], "team_reviewers": ["payments"]})
    listed = will.gets(path)
    reviews(person("dana"), number, "COMMENT")
    after = will.gets(path)
    left = will.does("DELETE", path, {"reviewers": ["ada"]})

    assert [one["login"] for one in asked["requested_reviewers"]] == ["ada"]
    assert [one["slug"] for one in listed["teams"]] == ["payments"]
    assert (after["teams"], [one["login"] for one in after["users"]]) == ([], ["ada"])
    assert left["requested_reviewers"] == []


@pytest.mark.parametrize(
    ("login", "message"),
    [
        ("will", "Review cannot be requested from pull request author."),
        ("stranger", "Reviews may only be requested from collaborators."),
        ("nobody", "Reviews may only be requested from collaborators."),
    ],
)
def test_not_everybody_can_be_asked(person: Person, login: str, message: str) -> None:
    will = person("will")
    number = proposes(will)["number"]

    refused = will.asks("POST", f"{PULLS}/{number}/requested_reviewers", {"reviewers": [login]})

    assert refused.status_code == 422
    assert refused.json()["message"].startswith(message)


def test_the_timeline_holds_reviews_among_the_rest(person: Person) -> None:
    will = person("will")
    number = proposes(will)["number"]
    will.does("POST", f"{PULLS}/{number}/requested_reviewers", {"reviewers": ["ada"]})
    reviews(person("ada"), number)
    merges(will, number)

    entries = will.gets(f"{REPOSITORY}/issues/{number}/timeline")

    assert [one["event"] for one in entries] == [
        "review_requested",
        "reviewed",
        "merged",
        "closed",
    ]
    assert entries[0]["requested_reviewer"]["login"] == "ada"
    assert entries[1]["state"] == "approved"


def test_a_required_approval_is_one_of_somebody_who_may_write(person: Person) -> None:
    will, number = person("will"), proposes(person("will"))["number"]
    rules(person("ada"), review_rule(required_approving_review_count=1))

    reviews(person("dana"), number)
    blocked = state_of(will, number)
    refused = merges(will, number)
    reviews(person("ada"), number)

    assert (blocked, refused.status_code) == ("blocked", 405)
    words = "At least 1 approving review is required by reviewers with write access."
    assert words in refused.json()["message"]
    assert state_of(will, number) == "clean"
    assert merges(will, number).status_code == 200


def test_a_request_for_changes_blocks_until_its_author_approves(
    person: Person, installation: Voice
) -> None:
    will, number = person("will"), proposes(installation)["number"]
    rules(person("ada"), review_rule(required_approving_review_count=1))
    reviews(person("ada"), number, "REQUEST_CHANGES")
    reviews(will, number)

    before = state_of(will, number)
    reviews(person("ada"), number, "COMMENT")
    still = state_of(will, number)
    reviews(person("ada"), number, "APPROVE")

    assert (before, still, state_of(will, number)) == ("blocked", "blocked", "clean")

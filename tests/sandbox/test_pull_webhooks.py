"""What the App is told of pull requests and their reviews."""

from collections.abc import Callable

from tests.sandbox.conftest import Ear
from tests.sandbox.proposing import (
    PULLS,
    REPOSITORY,
    branches,
    merges,
    proposes,
    pushes,
    reviews,
    tip,
)
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]


def test_a_pull_request_is_told_from_opening_to_closing(person: Person, ear: Ear) -> None:
    will = person("will")
    number = proposes(will)["number"]
    opened = ear.hears_until("pull_request.opened").payload
    branches(will, "release")
    pull, issue = f"{PULLS}/{number}", f"{REPOSITORY}/issues/{number}"

    will.does("PATCH", pull, {"title": "New", "base": "release"})
    will.does("POST", f"{issue}/labels", ["bug"])
    will.does("DELETE", f"{issue}/labels/bug")
    will.does("POST", f"{issue}/assignees", {"assignees": ["will"]})
    will.does("DELETE", f"{issue}/assignees", {"assignees": ["will"]})
    will.does("PATCH", pull, {"state": "closed"})
    will.does("PATCH", pull, {"state": "open"})

    assert opened["pull_request"]["mergeable_state"] == "unknown"
    assert opened["number"] == number
    assert [heard.name for heard in ear.hears(9)] == [
        "push",
        "pull_request.edited",
        "pull_request.edited",
        "pull_request.labeled",
        "pull_request.unlabeled",
        "pull_request.assigned",
        "pull_request.unassigned",
        "pull_request.closed",
        "pull_request.reopened",
    ]


def test_a_change_of_base_says_what_it_was(person: Person, ear: Ear) -> None:
    will = person("will")
    number = proposes(will)["number"]
    branches(will, "release")

    will.does("PATCH", f"{PULLS}/{number}", {"base": "release"})

    changes = ear.hears_until("pull_request.edited").payload["changes"]
    assert changes == {"base": {"ref": {"from": "main"}, "sha": {"from": tip(will, "main")}}}


def test_a_push_synchronises(installation: Voice, ear: Ear) -> None:
    pull = proposes(installation)

    after = pushes(installation, path="more.txt")

    told = ear.hears_until("pull_request.synchronize").payload
    assert (told["before"], told["after"]) == (pull["head"]["sha"], after)
    assert told["pull_request"]["head"]["sha"] == after
    assert told["pull_request"]["changed_files"] == 2


def test_a_merge_closes_and_pushes(installation: Voice, ear: Ear) -> None:
    number = proposes(installation)["number"]

    sha = merges(installation, number).json()["sha"]

    closed = ear.hears_until("pull_request.closed").payload["pull_request"]
    assert (closed["merged"], closed["merge_commit_sha"]) == (True, sha)
    push = ear.hears_until("push").payload
    assert (push["ref"], push["after"]) == ("refs/heads/main", sha)


def test_reviews_and_requests_for_them_are_told(person: Person, ear: Ear) -> None:
    will, ada = person("will"), person("ada")
    person("ada").does("PUT", "/orgs/acme/teams/payments/repos/acme/services")
    number = proposes(will)["number"]
    asked = {"reviewers": ["ada"], "team_reviewers": ["payments"]}
    ear.hears_until("pull_request.opened")

    will.does("POST", f"{PULLS}/{number}/requested_reviewers", asked)
    will.does("DELETE", f"{PULLS}/{number}/requested_reviewers", asked)
    made = reviews(ada, number)
    path = f"{PULLS}/{number}/reviews/{made['id']}"
    ada.does("PUT", path, {"body": "Well."})
    will.does("PUT", f"{path}/dismissals", {"message": "No."})

    heard = ear.hears(7)
    assert [one.name for one in heard] == [
        "pull_request.review_requested",
        "pull_request.review_requested",
        "pull_request.review_request_removed",
        "pull_request.review_request_removed",
        "pull_request_review.submitted",
        "pull_request_review.edited",
        "pull_request_review.dismissed",
    ]
    assert heard[0].payload["requested_reviewer"]["login"] == "ada"
    assert heard[1].payload["requested_team"]["slug"] == "payments"
    assert heard[4].payload["review"]["state"] == "approved"
    assert heard[5].payload["changes"] == {"body": {"from": "So be it."}}


def test_nobody_hears_of_a_review_that_is_pending(person: Person, ear: Ear) -> None:
    ada = person("ada")
    number = proposes(person("will"))["number"]
    ear.hears_until("pull_request.opened")
    made = ada.does("POST", f"{PULLS}/{number}/reviews", {"body": "Hm."})
    ada.does("PUT", f"{PULLS}/{number}/reviews/{made['id']}", {"body": "Well."})

    ada.does("POST", f"{PULLS}/{number}/reviews/{made['id']}/events", {"event": "COMMENT"})

    (heard,) = ear.hears()
    assert heard.name == "pull_request_review.submitted"
    assert heard.payload["review"]["state"] == "commented"


def test_a_comment_on_a_pull_request_says_that_it_is_one(person: Person, ear: Ear) -> None:
    will = person("will")
    number = proposes(will)["number"]

    will.does("POST", f"{REPOSITORY}/issues/{number}/comments", {"body": "look"})

    told = ear.hears_until("issue_comment.created").payload
    assert told["issue"]["pull_request"]["url"].endswith(f"/pulls/{number}")
    assert f"/pull/{number}#issuecomment-" in told["comment"]["html_url"]


def test_deleting_the_branch_closes(installation: Voice, ear: Ear) -> None:
    proposes(installation)

    installation.does("DELETE", f"{REPOSITORY}/git/refs/heads/topic")

    closed = ear.hears_until("pull_request.closed").payload["pull_request"]
    assert (closed["merged"], closed["state"]) == (False, "closed")

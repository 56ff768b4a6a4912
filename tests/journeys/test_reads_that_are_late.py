"""GitHub's reads lag behind its writes: what is late is waited for, and nothing happens twice."""

from datetime import timedelta
from typing import Any

import pytest

from app.domain.state import State
from tests.journeys.acme import Acme
from tests.journeys.form import CONTROL
from tests.journeys.request import Request
from tests.journeys.strict import line_to_paste, strict
from tests.journeys.whole import assert_one_whole_pair

LATE = 20
LATENESS = [
    {"events_seconds": LATE},
    {"lists_seconds": LATE},
    {"refs_seconds": LATE},
    {"comments_seconds": LATE},
    {f"{one}_seconds": LATE for one in ("events", "lists", "refs", "comments")},
]


def made(acme: Acme) -> list[str]:
    """The repositories that were asked for, as often as they were."""
    with acme.sandbox.world.lock:
        records = list(acme.sandbox.world.calls.records)
    return [one.arrival.route for one in records if one.arrival.route == "/orgs/{org}/repos"]


@pytest.mark.parametrize("late", LATENESS, ids=str)
def test_a_request_is_approved_and_built_once(acme: Acme, late: dict[str, Any]) -> None:
    acme.controls("lateness", **late)

    request = acme.files(name="billing")
    request.is_approved()
    acme.waits(2 * LATE)
    acme.settles()

    assert_one_whole_pair(request, "billing")
    assert "does not count" not in "".join(request.comments)
    assert len([text for text in request.notices if "waits for approval" in text]) == 1
    assert len(made(acme)) == 2


def events_are_late(acme: Acme) -> Request:
    """A request that waits for its approval, and whose events are late from now on."""
    request = acme.files(name="billing")
    acme.controls("lateness", events_seconds=LATE)
    return request


def test_a_label_without_its_event_is_left_alone(acme: Acme) -> None:
    request = events_are_late(acme)
    before = request.comments
    acme.waits()
    acme.does("paula", "POST", f"{request.path}/labels", {"labels": ["approved/platform"]})
    acme.hears()
    acme.one_round()

    assert "approved/platform" in request.labels
    assert request.comments == before
    acme.settles()
    assert request.state is State.LIVE


def test_a_veto_whose_event_is_late_keeps_an_approval_from_building(acme: Acme) -> None:
    request = events_are_late(acme)
    acme.waits()
    acme.does("paula", "POST", f"{request.path}/labels", {"labels": ["approved/platform"]})
    acme.waits(LATE - 1)
    acme.does("paula", "POST", f"{request.path}/labels", {"labels": ["rejected"]})
    acme.waits()

    acme.settles()

    assert request.state is State.VETOED
    assert made(acme) == []


def test_a_veto_that_is_lifted_is_not_put_back(acme: Acme) -> None:
    request = acme.files(name="billing")
    request.is_labelled("rejected", "paula")
    acme.controls("lateness", events_seconds=LATE)

    request.is_unlabelled("rejected", "paula")

    assert request.state is State.AWAITING_APPROVAL
    assert "rejected" not in request.labels


def test_what_is_never_told_counts_as_nobodys_and_is_said_so(acme: Acme) -> None:
    request = acme.files(name="billing")
    acme.controls("lateness", events_seconds=3600)

    request.is_approved()

    assert "GitHub does not tell who set it" in request.status
    assert "approved/platform" not in request.labels
    assert made(acme) == []


def comments_are_late(acme: Acme) -> None:
    acme.controls("lateness", comments_seconds=LATE)


def test_a_status_comment_that_is_not_listed_yet_is_not_gone(acme: Acme) -> None:
    comments_are_late(acme)
    request = acme.files(name="billing")

    request.is_labelled("approved/platform", "paula")
    acme.waits(LATE)
    acme.settles()

    assert request.headline
    assert "deleted" not in "".join(request.comments)
    assert request.state is State.LIVE


def test_a_late_list_voids_no_approval(acme: Acme) -> None:
    """The status comment that it lacks was neither edited nor deleted."""
    comments_are_late(acme)
    request = acme.files(name="billing", data="personal")
    request.is_approved()

    request.is_labelled("approved/security", "sam")
    acme.waits(LATE)
    acme.settles()

    assert request.state is State.LIVE
    assert "void" not in "".join(request.comments)


def test_a_status_comment_that_was_deleted_is_written_anew(acme: Acme) -> None:
    comments_are_late(acme)
    request = acme.files(name="billing")
    acme.does("ada", "DELETE", f"{CONTROL}/issues/comments/{request.row.comment_id}")
    acme.settles()
    acme.waits(LATE)

    assert request.headline


@pytest.mark.parametrize("command", ["cancel", "help", "newest", "nonsense"])
def test_a_command_that_is_not_listed_yet_is_obeyed_once(acme: Acme, command: str) -> None:
    request = acme.files(name="billing")
    comments_are_late(acme)
    before = len(request.notices)

    request.is_commented(f"/slipway {command}")
    acme.waits(LATE)
    acme.settles()
    request.is_commented("Thank you.", login="olga")

    assert len(request.notices) == before + 1


def test_an_approval_that_is_taken_back_unlisted_builds_nothing(acme: Acme) -> None:
    acme.commits("policy.yml", strict)
    request = acme.files(data="personal")
    request.is_commented(line_to_paste(request), login="sam")
    comments_are_late(acme)
    acme.waits()
    acme.does("sam", "POST", f"{request.path}/comments", {"body": "/slipway withdraw"})

    request.is_approved()

    assert request.state is State.AWAITING_APPROVAL
    assert made(acme) == []


def test_an_unlisted_line_approves(acme: Acme) -> None:
    acme.commits("policy.yml", strict)
    request = acme.files(data="personal")
    request.is_approved()
    comments_are_late(acme)
    acme.waits()
    began = acme.bench.clock()

    request.is_commented(line_to_paste(request), login="sam")

    assert request.state is State.LIVE
    assert acme.bench.clock() - began < timedelta(seconds=LATE)


def test_a_command_that_was_deleted_at_once_is_not_waited_for(acme: Acme) -> None:
    request = acme.files(name="billing")
    comments_are_late(acme)
    body = {"body": "/slipway cancel"}
    made = acme.does("dana", "POST", f"{request.path}/comments", body)
    acme.does("dana", "DELETE", f"{CONTROL}/issues/comments/{made['id']}")

    request.is_approved()

    assert request.state is State.LIVE


@pytest.mark.parametrize("comment", ["status", "notice", "answer"])
def test_what_was_posted_and_not_heard_of_is_posted_once(acme: Acme, comment: str) -> None:
    comments_are_late(acme)
    skip = {"status": 0, "notice": 1, "answer": 2}[comment]
    route = "/repos/{owner}/{repo}/issues/{issue_number}/comments"
    acme.controls("faults", method="POST", route=route, by="app", skip=skip, after_effect=True)

    request = acme.files(name="billing")
    request.is_commented("/slipway help")
    acme.waits(LATE)
    acme.settles()

    assert request.headline
    assert len(request.notices) == 2

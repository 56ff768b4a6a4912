"""Promises 1 and 2: what changes between the decision and the first repository is seen."""

from collections.abc import Callable

import pytest

from app.domain.state import State
from app.github.calls import Call
from tests.journeys.acme import Acme, connect
from tests.journeys.request import Request

DECIDING = "QUERY TeamMembers"
"""The last call of the look that decides; the build then reads everything once more."""

CREATED = "POST /repos/{owner}/{repo}/git/trees"
"""The first call after both repositories are there."""


def _is_edited(request: Request) -> None:
    body = request.issue["body"].replace("Sends the invoices.", "Mines coins.")
    request.acme.does("dana", "PATCH", request.path, {"body": body})


def _loses_its_label(request: Request) -> None:
    request.acme.does("paula", "DELETE", f"{request.path}/labels/approved%2Fplatform")


def _loses_its_reviewer(request: Request) -> None:
    path = "/orgs/acme/teams/platform-reviewers/memberships/paula"
    request.acme.does("ada", "DELETE", path)


def _loses_its_reviewer_to_the_world(request: Request) -> None:
    request.acme.does("ada", "DELETE", "/orgs/acme/members/paula")


def _has_its_reviewer_suspended(request: Request) -> None:
    request.acme.controls("accounts/suspend", login="paula")


def _is_vetoed(request: Request) -> None:
    request.acme.does("sam", "POST", f"{request.path}/labels", {"labels": ["rejected"]})


def _is_closed(request: Request) -> None:
    request.acme.does("dana", "PATCH", request.path, {"state": "closed"})


def _loses_its_owner(request: Request) -> None:
    world = request.acme.sandbox.world
    with world.lock:
        del world.organisation("acme").teams["payments"]


CHANGES: dict[str, tuple[Callable[[Request], None], State]] = {
    "the text": (_is_edited, State.AWAITING_APPROVAL),
    "the label": (_loses_its_label, State.AWAITING_APPROVAL),
    "the reviewer": (_loses_its_reviewer, State.AWAITING_APPROVAL),
    "the reviewer's organisation": (_loses_its_reviewer_to_the_world, State.AWAITING_APPROVAL),
    "the reviewer's account": (_has_its_reviewer_suspended, State.AWAITING_APPROVAL),
    "a veto": (_is_vetoed, State.VETOED),
    "the issue": (_is_closed, State.CLOSED),
    "the owner": (_loses_its_owner, State.NEEDS_CORRECTION),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_right_after_the_decision_stops_the_build_before_anything_is_there(
    acme: Acme, what: str
) -> None:
    change, state = CHANGES[what]

    request = _changes_after(acme, DECIDING, change)

    assert request.state is state
    assert acme.repositories() == ["services"]


def test_an_edit_after_the_first_repository_changes_nothing_of_what_is_built(acme: Acme) -> None:
    request = _changes_after(acme, CREATED, _is_edited)

    assert request.state is State.LIVE
    assert acme.does("ada", "GET", "/repos/acme/billing")["description"] == "Sends the invoices."
    assert "Mines coins" not in acme.reads("billing", "README.md")
    assert "Mines coins" not in request.status


def test_a_policy_that_changes_what_is_built_between_decision_and_build_is_heeded(
    acme: Acme,
) -> None:
    def without_topics(_: Request) -> None:
        acme.commits_quietly("policy.yml", lambda text: text.replace("[slipway]", "[changed]"))

    request = _changes_after(acme, DECIDING, without_topics)

    assert request.state is State.LIVE
    assert acme.does("ada", "GET", "/repos/acme/billing/topics")["names"] == ["changed"]


def _changes_after(acme: Acme, route: str, change: Callable[[Request], None]) -> Request:
    """A request that is approved, and changed right after the first call of that route."""
    waiting: list[Request] = []

    def on_call(call: Call) -> None:
        if call.route == route and waiting:
            change(waiting[0])
            waiting.pop()

    request = acme.with_bench(github=connect(acme.sandbox, on_call, acme.bench.database)).files()
    waiting.append(request)
    request.is_approved()
    assert waiting == []
    return request

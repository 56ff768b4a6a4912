"""Promise 3: whatever GitHub fails at, and whether it did it all the same, one pair comes of it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

import pytest

from app.domain.state import State
from tests.journeys.acme import Acme, connect
from tests.journeys.request import Request
from tests.journeys.whole import assert_one_whole_pair

_REPOSITORY = "/repos/{owner}/{repo}"
_ISSUE = f"{_REPOSITORY}/issues/{{issue_number}}"

JOB = (
    ("GET", "/app"),
    ("GET", "/orgs/{org}/installation"),
    ("POST", "/app/installations/{installation_id}/access_tokens"),
    ("POST", "/graphql"),
    ("GET", f"{_REPOSITORY}/rules/branches/{{branch}}"),
    ("GET", _REPOSITORY),
    ("GET", f"{_ISSUE}/events"),
    ("POST", f"{_ISSUE}/comments"),
    ("PATCH", f"{_REPOSITORY}/issues/comments/{{comment_id}}"),
    ("PATCH", _ISSUE),
    ("POST", "/orgs/{org}/repos"),
)
"""What a job calls before there is a repository, and after."""

FILLING = (
    ("POST", f"{_REPOSITORY}/git/trees"),
    ("POST", f"{_REPOSITORY}/git/commits"),
    ("PATCH", f"{_REPOSITORY}/git/refs/{{ref}}"),
    ("PUT", "/orgs/{org}/teams/{team_slug}/repos/{owner}/{repo}"),
    ("PUT", f"{_REPOSITORY}/topics"),
    ("PUT", f"{_REPOSITORY}/vulnerability-alerts"),
    ("PUT", f"{_REPOSITORY}/environments/{{environment_name}}"),
    ("POST", f"{_REPOSITORY}/rulesets"),
)
"""What a build calls on a repository that it has just created."""

_TWICE = 2

_APART = 6
"""Calls so far apart in these lists do not fail in one step, which would be too often for it."""

BEFORE: dict[str, Any] = {"status": 502}
AFTER: dict[str, Any] = {"status": 502, "after_effect": True}
UNHEARD: dict[str, Any] = {"status": 502, "after_effect": True, "drop_answer": True}
LIMITED: dict[str, Any] = {
    "status": 403,
    "message": "You have exceeded a secondary rate limit.",
    "headers": {"Retry-After": "30"},
}
NOT_YET: dict[str, Any] = {"status": 404, "message": "Not Found"}


@pytest.mark.parametrize(
    "fault",
    [BEFORE, UNHEARD, LIMITED],
    ids=["before its effect", "after its effect without an answer", "for the rate limit"],
)
def test_a_call_of_any_kind_that_fails_twice_is_made_up_for(
    busy_acme: Acme, fault: dict[str, Any]
) -> None:
    calls = JOB + FILLING
    for place in range(_APART):
        _one_pair_all_the_same(busy_acme, calls[place::_APART], fault)


def test_a_repository_that_github_does_not_show_yet_is_waited_for(busy_acme: Acme) -> None:
    for place in range(2):
        _one_pair_all_the_same(busy_acme, FILLING[place::2], NOT_YET)


def test_a_repository_that_was_made_unheard_and_is_not_shown_yet_is_found_later(
    acme: Acme,
) -> None:
    request = acme.files()
    with _spoilt(acme, "POST", "/orgs/{org}/repos", AFTER | {"times": 1}):
        # The first two are of the decision, where nothing is there yet.
        _is_approved_while_hidden(acme, request)

    assert_one_whole_pair(request, "billing")


def test_what_fails_five_times_in_a_row_waits_for_a_person_and_goes_on_at_their_word(
    acme: Acme,
) -> None:
    request = acme.files()

    with _spoilt(acme, "PUT", f"{_REPOSITORY}/topics", BEFORE | {"times": 99}):
        request.is_approved()

    assert request.state is State.FAILED
    assert "Setting the topics of acme/billing failed 5 times in a row" in request.headline
    assert "{owner}" not in request.status
    assert "/slipway retry" in request.headline
    assert "githubstatus.com" in request.status
    assert [text for text in request.notices if "the build stopped" in text and "@dana" in text]

    request.is_commented("/slipway retry")

    assert "slipway/live" in request.labels
    assert acme.repositories() == ["billing", "billing-integration-tests", "services"]
    assert len([text for text in request.notices if "your service is live" in text]) == 1


def test_a_build_that_stops_a_second_time_says_so_a_second_time(acme: Acme) -> None:
    request = acme.files()
    with _spoilt(acme, "PUT", f"{_REPOSITORY}/topics", BEFORE | {"times": 99}):
        request.is_approved()

        request.is_commented("/slipway retry")

    assert request.state is State.FAILED
    assert len([text for text in request.notices if "the build stopped" in text]) == 2


def _one_pair_all_the_same(
    acme: Acme, calls: Sequence[tuple[str, str]], fault: dict[str, Any]
) -> None:
    """Each of the calls fails twice, wherever it first comes."""
    # No two of these are alike, for the starter policy refuses names that are.
    name = "s" + sha256(str(len(acme.sandbox.world.repositories)).encode()).hexdigest()[:12]
    for method, route in calls:
        acme.controls("faults", method=method, route=route, **fault, times=_TWICE)

    request = acme.with_bench(github=connect(acme.sandbox, database=acme.bench.database)).files(
        name=name
    )
    request.is_approved()

    assert [one.route for one in acme.sandbox.world.calls.faults if one.times == _TWICE] == []
    acme.sandbox.world.calls.faults.clear()
    assert_one_whole_pair(request, name)


@contextmanager
def _spoilt(acme: Acme, method: str, route: str, fault: dict[str, Any]) -> Iterator[None]:
    acme.controls("faults", method=method, route=route, **fault)
    yield
    acme.sandbox.world.calls.faults.clear()


def _is_approved_while_hidden(acme: Acme, request: Request) -> None:
    """GitHub answers 404 for a repository once after it was made."""
    world = acme.sandbox.world
    acme.waits()
    acme.does("paula", "POST", f"{request.path}/labels", {"labels": ["approved/platform"]})
    world.outbox.queue.join()
    while not world.repository("acme", "billing"):
        acme.one_round()
    with _spoilt(acme, "GET", _REPOSITORY, NOT_YET | {"times": 2}):
        acme.settles()


def test_commits_made_on_top_of_an_unheard_push_are_not_overwritten(acme: Acme) -> None:
    request = acme.files()
    route = f"{_REPOSITORY}/git/refs/{{ref}}"
    acme.controls("faults", method="PATCH", route=route, **UNHEARD)
    acme.waits()
    acme.does("paula", "POST", f"{request.path}/labels", {"labels": ["approved/platform"]})
    while acme.sandbox.world.calls.faults[0].times:
        acme.sandbox.world.outbox.queue.join()
        acme.one_round()
    order = {"message": "Mine", "content": "bWluZQo="}
    acme.does("ada", "PUT", "/repos/acme/billing/contents/mine.txt", order)

    acme.settles()

    assert request.state is State.FAILED
    assert "overwrites nobody's work" in request.status
    assert acme.reads("billing", "mine.txt") == "mine\n"

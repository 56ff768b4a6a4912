"""Promise 3: a repository that Slipway did not create is never written to nor adopted."""

from typing import Any

import pytest

from app.domain.state import State
from app.github.calls import Call
from tests.journeys.acme import Acme, connect
from tests.journeys.request import Request

BOTH_NAMES = pytest.mark.parametrize("taken", ["billing", "billing-integration-tests"])
TESTS = "billing-integration-tests"


@BOTH_NAMES
def test_one_that_is_there_before_the_request_is_named_in_the_refusal(
    acme: Acme, taken: str
) -> None:
    _is_made_by_hand(acme, taken)

    request = acme.files()

    assert request.state is State.NEEDS_CORRECTION
    assert f"There is a repository called {taken} already" in request.status
    assert "Choose another name" in request.status


@BOTH_NAMES
def test_one_that_appears_between_request_and_approval_is_left_alone(
    acme: Acme, taken: str
) -> None:
    request = acme.files()
    before = _is_made_by_hand(acme, taken)

    request.is_approved()

    assert request.state is State.NEEDS_CORRECTION
    assert f"There is a repository called {taken} already" in request.status
    assert _as_it_is(acme, taken) == before
    assert acme.repositories() == sorted(["services", taken])


def test_a_refused_name_is_found_free_again_when_somebody_comments(acme: Acme) -> None:
    request = acme.files()
    _is_made_by_hand(acme, TESTS)
    request.is_approved()
    acme.does("ada", "DELETE", f"/repos/acme/{TESTS}")

    request.is_commented("I had it deleted, sorry.")

    assert request.state is State.LIVE


@BOTH_NAMES
def test_one_that_appears_right_before_its_creation_stops_the_build_until_a_retry(
    acme: Acme, taken: str
) -> None:
    before = _made_right_before_creation(acme, taken)
    request = before.request

    assert request.state is State.FAILED
    assert f"The repository acme/{taken} could not be created" in request.status
    assert "Slipway did not create it" in request.status
    assert "/slipway retry" in request.headline
    assert _as_it_is(acme, taken) == before.foreign

    acme.does("ada", "DELETE", f"/repos/acme/{taken}")
    request.is_commented("/slipway retry")

    assert "slipway/live" in request.labels
    assert acme.repositories() == ["billing", TESTS, "services"]


def test_one_that_bears_the_mark_of_the_other_half_is_not_taken_for_ours(acme: Acme) -> None:
    before = _made_right_before_creation(acme, TESTS)
    homepage = acme.does("ada", "GET", "/repos/acme/billing")["homepage"]
    acme.does("ada", "PATCH", f"/repos/acme/{TESTS}", {"homepage": homepage})
    forged = _as_it_is(acme, TESTS)

    before.request.is_commented("/slipway retry")

    assert before.request.state is State.FAILED
    assert _as_it_is(acme, TESTS) == forged


def test_one_that_takes_the_name_of_ours_in_the_middle_of_the_build_is_left_alone(
    acme: Acme,
) -> None:
    foreign: dict[str, Any] = {}

    def on_call(call: Call) -> None:
        if call.route == "POST /repos/{owner}/{repo}/git/commits" and not foreign:
            acme.does("ada", "PATCH", "/repos/acme/billing", {"name": "billing-old"})
            foreign.update(_is_made_by_hand(acme, "billing"))

    worker = acme.with_bench(github=connect(acme.sandbox, on_call, acme.bench.database))
    request = worker.files()

    request.is_approved()

    assert request.state is State.LIVE
    assert "acme/billing-old" in request.headline
    assert _as_it_is(acme, "billing") == foreign


class _Before:
    """A build that met a foreign repository between its decision and that creation."""

    request: Request
    foreign: dict[str, Any]


def _made_right_before_creation(acme: Acme, name: str) -> _Before:
    before = _Before()
    # The last thing asked of GitHub before the first half, and that half before the second.
    last = "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}"
    trigger = last if name == "billing" else "POST /orgs/{org}/repos"

    def on_call(call: Call) -> None:
        if call.route == trigger and not hasattr(before, "foreign"):
            before.foreign = _is_made_by_hand(acme, name)

    worker = acme.with_bench(github=connect(acme.sandbox, on_call, acme.bench.database))
    before.request = worker.files()
    before.request.is_approved()
    return before


def _is_made_by_hand(acme: Acme, name: str) -> dict[str, Any]:
    order = {"name": name, "auto_init": True, "private": True}
    acme.does("ada", "POST", "/orgs/acme/repos", order)
    return _as_it_is(acme, name)


def _as_it_is(acme: Acme, name: str) -> dict[str, Any]:
    """All of a foreign repository that a build would change."""
    path = f"/repos/acme/{name}"
    shown = acme.does("ada", "GET", path)
    return {
        "id": shown["id"],
        "homepage": shown["homepage"],
        "topics": shown["topics"],
        "commits": acme.does("ada", "GET", f"{path}/commits"),
        "teams": acme.does("ada", "GET", f"{path}/teams"),
        "rulesets": acme.does("ada", "GET", f"{path}/rulesets"),
    }

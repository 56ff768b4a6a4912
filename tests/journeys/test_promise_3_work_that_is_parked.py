"""Promise 3: what fails over and over is left to a person, in plain words, and others go on."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from app.domain.state import State
from app.store import audit, requests, tables
from app.usecases.resume import NotResumable, give_up, resume
from tests.journeys import halts
from tests.journeys.acme import Acme
from tests.journeys.halts import works
from tests.journeys.request import Request
from tests.journeys.whole import assert_one_whole_pair

INSTALLATION = "/orgs/{org}/installation"
TOPICS = "/repos/{owner}/{repo}/topics"


def test_a_look_that_fails_five_times_is_explained_once_and_others_go_on(acme: Acme) -> None:
    request = halts.halted(acme).files(name="broken")
    _remembers(request, surroundings={"nobody": "can read this"})
    _fails_for_hours(request)

    assert request.row.failure is not None
    assert "times in a row" in request.row.failure["what"]
    assert "error of its own" in request.row.wait_reason
    [told] = [text for text in request.notices if "cannot read this request" in text]
    assert "slipway resume" in told

    other = halts.halted(acme).files(name="other")
    other.is_approved()
    assert_one_whole_pair(other, "other")


def test_a_parked_look_goes_on_at_the_operators_word_or_by_itself_within_hours(acme: Acme) -> None:
    request = halts.halted(acme).files()
    _remembers(request, surroundings={"nobody": "can read this"})
    _fails_for_hours(request)
    _remembers(request, surroundings=None)

    row_id = request.row.id
    resume(acme.bench, row_id, "olga")
    works(acme)
    assert (request.row.failure, request.row.wait_reason) == (None, "")
    with acme.bench.database.transaction() as tx:
        [resumed] = audit.of_actions(tx, "acme", row_id, {audit.Action.RESUMED})
    assert resumed.actor == "operator olga"

    _remembers(request, surroundings={"nobody": "can read this"})
    _fails_for_hours(request)
    _remembers(request, surroundings=None)
    acme.waits(2 * 3600)
    request.is_approved()

    assert request.row.failure is None
    assert "slipway/live" in request.labels


def test_a_build_that_stopped_goes_on_at_the_operators_word(acme: Acme) -> None:
    request = _stopped(acme)

    resume(acme.bench, request.row.id, "olga")
    acme.settles()

    assert "slipway/live" in request.labels


def test_a_build_whose_issue_is_gone_is_given_up_and_its_names_are_free(acme: Acme) -> None:
    request = _stopped(acme)
    row_id = request.row.id
    halts.is_erased(request)
    acme.settles()

    ended = give_up(acme.bench, row_id, "olga")
    acme.settles()
    for name in ("billing", "billing-integration-tests"):
        acme.does("ada", "DELETE", f"/repos/acme/{name}")
    second = acme.files()
    second.is_approved()

    assert ended.state is State.CANCELLED
    assert_one_whole_pair(second, "billing")


def test_looks_that_failed_do_not_count_as_failures_of_a_step(acme: Acme) -> None:
    request = _failed_once(acme)
    _remembers(request, failures=4, wait_until=None)
    acme.controls("faults", method="PUT", route=TOPICS, times=1)
    works(acme)

    assert request.row.state is State.BUILDING
    acme.settles()
    assert "slipway/live" in request.labels


def test_a_wait_that_cannot_be_shown_is_no_failure(acme: Acme) -> None:
    request = _failed_once(acme)
    _remembers(request, failures=0, wait_until=None)
    limit = {"method": "GET", "route": INSTALLATION, "mode": "secondary", "retry_after": 300}
    acme.controls("faults", times=1, **limit)
    works(acme.with_bench(github=halts.forgetful(acme)))

    assert request.row.failures == 0
    assert request.row.wait_until is not None
    assert request.row.wait_until - acme.bench.clock() > timedelta(minutes=4)


def test_what_is_not_parked_is_not_resumed(acme: Acme) -> None:
    request = acme.files()
    request.is_approved()

    with pytest.raises(NotResumable, match="acme#1 is not parked"):
        resume(acme.bench, request.row.id, "olga")
    with pytest.raises(NotResumable, match="only a build that stopped can be given up"):
        give_up(acme.bench, request.row.id, "olga")
    with pytest.raises(NotResumable, match="no request with the row id 77"):
        resume(acme.bench, 77, "olga")


def test_what_a_worker_is_at_is_not_resumed(acme: Acme) -> None:
    row = acme.files().row
    with acme.bench.database.transaction() as tx:
        requests.claim(tx, row.id, acme.bench.clock(), acme.bench.lease)

    with pytest.raises(NotResumable, match="A worker is at acme#1 just now"):
        resume(acme.bench, row.id, "olga")


def _remembers(request: Request, **values: Any) -> None:
    """Slipway's own row holds what no version of it would have written."""
    statement = update(tables.requests).where(tables.requests.c.id == request.row.id)
    with request.acme.bench.database.transaction() as tx:
        tx.connection.execute(statement.values(**values))


def _fails_for_hours(request: Request) -> None:
    for seconds in (2, 10, 60, 200, 900, 5000, 5000):
        request.acme.waits(seconds)
        works(request.acme)


def _failed_once(acme: Acme) -> Request:
    """A request whose build waits for its second attempt at a step."""
    request = halts.halted(acme).files()
    acme.controls("faults", method="PUT", route=TOPICS, times=1)
    request.is_approved()
    assert (request.row.state, request.row.failures) == (State.BUILDING, 1)
    return request


def _stopped(acme: Acme) -> Request:
    """A request whose build failed five times in a row."""
    request = acme.files()
    acme.controls("faults", method="PUT", route=TOPICS, times=99)
    request.is_approved()
    acme.sandbox.world.calls.faults.clear()
    assert request.state is State.FAILED
    return request

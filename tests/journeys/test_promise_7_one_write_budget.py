"""Promise 7: all calls to GitHub keep to one budget, whoever makes them, and people go first."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

from app.domain.budget import Limits, Primary, Resource
from app.domain.state import State
from app.github.calls import CallLog, OnCall, log_call
from app.store import ledger, requests, tables
from app.store.database import Database
from app.store.requests import RequestRow
from app.usecases.advance import advance
from app.usecases.workbench import Workbench
from sandbox.world.calls import CallRecord, Kind
from tests.journeys.acme import Acme, connect
from tests.journeys.request import Request
from tests.journeys.whole import assert_one_whole_pair

SECOND = timedelta(seconds=1)
INSTALLATION = 77


def with_limits(acme: Acme, limits: Limits, on_call: OnCall = log_call) -> Acme:
    """The same organisation, whose Slipway keeps to these limits."""
    github = connect(acme.sandbox, on_call, acme.bench.database, limits)
    return acme.with_bench(github=github)


def calls(acme: Acme) -> list[CallRecord]:
    """Every call that the installation made, in the order in which GitHub took them."""
    with acme.sandbox.world.lock:
        records = list(acme.sandbox.world.calls.records)
    return [one for one in records if one.arrival.caller.startswith("installation")]


def writes(acme: Acme) -> list[CallRecord]:
    return [one for one in calls(acme) if one.arrival.kind is not Kind.READ]


def remembered(request: Request) -> RequestRow:
    """The request's row, of which nothing new is said."""
    with request.acme.bench.database.transaction() as tx:
        number = tables.requests.c.issue_number
        found = select(tables.requests.c.id).where(number == request.number)
        row = requests.get(tx, tx.connection.execute(found).scalar_one())
    assert row is not None
    return row


def refused(acme: Acme) -> list[CallRecord]:
    return [one for one in calls(acme) if one.status in {403, 429}]


@pytest.fixture
def two_workers(acme: Acme) -> Iterator[list[Workbench]]:
    """Two workers on one database, with nothing in common beside it; writes a second apart."""
    databases = [Database(acme.bench.database.url.render_as_string()) for _ in range(2)]
    yield [
        replace(
            acme.bench, database=one, github=connect(acme.sandbox, database=one, limits=Limits())
        )
        for one in databases
    ]
    for one in databases:
        one.close()


def shown_at(request: Request) -> datetime:
    """When the status comment was made."""
    [comment] = [
        one
        for one in request.acme.does("ada", "GET", f"{request.path}/comments")
        if "<!-- slipway:status -->" in one["body"]
    ]
    return datetime.fromisoformat(comment["created_at"])


def test_two_workers_write_one_after_another_with_a_pause_between(
    acme: Acme, two_workers: list[Workbench]
) -> None:
    filed = [acme.files(name=name) for name in ("billing", "ledger")]
    before = len(writes(acme))
    acme.waits()
    for request in filed:
        label = {"labels": ["approved/platform"]}
        acme.does("paula", "POST", f"{request.path}/labels", label)
    acme.hears()

    with ThreadPoolExecutor(2) as threads:
        ids = [remembered(request).id for request in filed]
        list(threads.map(advance, two_workers, ids))
    with_limits(acme, Limits()).settles()

    made = writes(acme)[before:]
    assert len(made) > 50
    assert all(one.ended and one.ended <= following.started for one, following in pairwise(made))
    # Each begins a second after the one before; how long it is under way is the network's affair.
    assert all(later.at - one.at >= SECOND for one, later in zip(made, made[2:], strict=False))
    assert made[-1].at - made[0].at >= SECOND * (len(made) - 2)
    for request, name in zip(filed, ("billing", "ledger"), strict=True):
        assert_one_whole_pair(request, name)


def test_a_build_waits_for_githubs_limit_of_new_content_and_says_so(acme: Acme) -> None:
    acme.controls("limits", content_per_hour=3)
    slipway = with_limits(acme, Limits(write_gap=timedelta(0), content_an_hour=3, share=1))
    request = slipway.files(name="billing")
    slipway.waits()
    slipway.does("paula", "POST", f"{request.path}/labels", {"labels": ["approved/platform"]})

    slipway.sandbox.world.outbox.queue.join()
    while remembered(request).wait_until is None:
        assert slipway.one_round()

    assert "new content an hour" in remembered(request).wait_reason
    assert "It waits for GitHub's limit of new content an hour" in request.headline
    assert "goes on by itself at about" in request.headline
    slipway.settles()
    assert_one_whole_pair(request, "billing")
    assert refused(acme) == []


def test_more_than_a_minute_allows_are_spread_and_none_is_refused(acme: Acme) -> None:
    acme.controls("limits", points_per_minute=90, content_per_minute=3)
    tight = Limits(rest_points=90, content_a_minute=3, write_gap=timedelta(0), share=1)
    ours = CallLog()
    slipway = with_limits(acme, tight, ours)

    filed = {name: slipway.files(name=name) for name in ("billing", "ledger")}
    for request in filed.values():
        request.is_approved()

    for name, request in filed.items():
        assert_one_whole_pair(request, name)
    assert refused(acme) == []
    counted = [one.kind.name for one in ours.calls if one.actor.startswith("installation")]
    assert counted == [one.arrival.kind.name for one in calls(acme)]


def test_a_limit_that_names_no_time_is_left_alone_for_longer_each_time(acme: Acme) -> None:
    acme.controls("faults", mode="secondary", method="POST", route="/graphql", times=2)

    request = acme.files(name="billing")

    assert request.state is State.AWAITING_APPROVAL
    spoiled = [place for place, one in enumerate(calls(acme)) if one.fault == "secondary"]
    pauses = [calls(acme)[place + 1].at - calls(acme)[place].at for place in spoiled]
    assert len(pauses) == 2
    assert timedelta(minutes=1) <= pauses[0] < timedelta(minutes=2) <= pauses[1]


def test_a_look_that_nobody_asked_for_leaves_people_the_rest_of_the_hour(acme: Acme) -> None:
    quiet = acme.files(name="billing")
    acme.waits(3700)
    reset = acme.bench.clock() + timedelta(minutes=20)
    with acme.bench.database.transaction() as tx:
        known = ledger.standing(tx, INSTALLATION)
        scarce = {Resource.GRAPHQL: Primary(5000, 1000, reset)}
        ledger.save(tx, INSTALLATION, replace(known, primary=scarce))

    advance(acme.bench, remembered(quiet).id)
    waiting = remembered(quiet)
    asked = acme.files(name="ledger")

    assert waiting.look_at == reset
    assert asked.state is State.AWAITING_APPROVAL
    assert shown_at(asked) < reset

    quiet.is_commented("/slipway cancel")
    assert quiet.state is State.CANCELLED
    assert acme.bench.clock() < reset

"""Deliveries are taken in batches; one that cannot be handled holds up no other."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Barrier

import pytest
import redis
from structlog.testing import capture_logs

from app import queue
from app.store import deliveries, requests
from app.store.deliveries import MOST_ATTEMPTS, DeliveryState
from app.usecases import intake
from app.usecases.intake import BATCH, PAUSE_AFTER_FAILURE, TURN
from tests.patience import until_locked_out
from tests.usecases import inbox as inboxes
from tests.usecases.inbox import FORBIDDEN, NOW, Inbox, labelled, pushed


@pytest.fixture(params=["sqlite_url", "postgres_url"])
def inbox(request: pytest.FixtureRequest, tmp_path: Path, redis_url: str) -> Iterator[Inbox]:
    """With a database of each kind."""
    url = request.getfixturevalue(request.param)
    with inboxes.opened(tmp_path, database_url=url, redis_url=redis_url) as opened:
        yield opened


def test_all_that_waits_is_taken_in_batches(inbox: Inbox) -> None:
    inbox.has(*(labelled(1 + number % 3) for number in range(2 * BATCH + 50)))

    intake.take(inbox.bench)

    assert inbox.states() == {DeliveryState.DONE}
    # Once in a batch, however often it was said there.
    assert inbox.wanted() == {1: 3, 2: 3, 3: 3}


def test_many_pushes_want_every_open_request_once_in_a_batch(inbox: Inbox) -> None:
    inbox.follows(*range(1, 41))
    inbox.has(*(pushed() for _ in range(3 * BATCH)))

    intake.take(inbox.bench)

    assert set(inbox.wanted().values()) == {1 + 3}


def test_what_nobody_has_to_look_at_is_put_on_record_with_the_reason(inbox: Inbox) -> None:
    name, body = labelled(1)
    elsewhere = body | {"repository": inboxes.SERVICES | {"name": "elsewhere"}}
    [row_id] = inbox.has((name, elsewhere))

    intake.take(inbox.bench)

    assert inbox.delivery(row_id).state is DeliveryState.IGNORED
    assert inbox.wanted() == {}


def test_a_delivery_that_fails_holds_up_no_other(inbox: Inbox) -> None:
    failing, *others = inbox.has(labelled(FORBIDDEN), labelled(1), labelled(2), pushed())

    with inbox.refusing():
        intake.take(inbox.bench)

    assert {inbox.delivery(one).state for one in others} == {DeliveryState.DONE}
    kept = inbox.delivery(failing)
    assert (kept.state, kept.attempts) == (DeliveryState.WAITING, 1)


def test_a_delivery_that_fails_five_times_is_parked_until_somebody_asks(inbox: Inbox) -> None:
    [failing] = inbox.has(labelled(FORBIDDEN))
    with inbox.refusing():
        for _ in range(MOST_ATTEMPTS):
            intake.take(inbox.bench)
            intake.take(inbox.bench)  # too soon: not tried
            inbox.passes(seconds=PAUSE_AFTER_FAILURE.total_seconds())
        assert inbox.delivery(failing).state is DeliveryState.FAILED

    with inbox.bench.database.transaction() as tx:
        deliveries.again(tx, failing)
    intake.take(inbox.bench)

    assert inbox.delivery(failing).state is DeliveryState.DONE
    assert inbox.wanted() == {FORBIDDEN: 1}


def test_the_other_work_has_its_turn(inbox: Inbox, redis_url: str) -> None:
    """Time passes with every look at the clock, so that the turn is over in the first batch."""
    ids = inbox.has(*(labelled(1) for _ in range(2 * BATCH)))

    def clock() -> datetime:
        inbox.passes(seconds=TURN.total_seconds())
        return inbox.times[-1]

    intake.take(replace(inbox.bench, clock=clock))
    inbox.bench.hints.close()

    assert inbox.delivery(ids[BATCH - 1]).state is DeliveryState.DONE
    assert inbox.delivery(ids[BATCH]).state is DeliveryState.WAITING
    with redis.Redis.from_url(redis_url) as client:
        messages = client.lrange(queue.QUEUE_NAME, 0, -1)
    assert any(queue.TAKE_DELIVERIES.encode() in one for one in messages)


def test_a_delivery_is_handled_once_by_its_own_id(inbox: Inbox) -> None:
    """As a web process of the version before asks for it."""
    first, second = inbox.has(labelled(1), labelled(2))

    intake.handle(inbox.bench, first)
    intake.handle(inbox.bench, first)
    intake.handle(inbox.bench, second + 1)

    assert inbox.wanted() == {1: 1}


def test_workers_side_by_side_take_each_delivery_once(inbox: Inbox) -> None:
    """Some want all requests, some want a few, in any order: none waits for another for ever."""
    inbox.follows(*range(1, 41))
    some = (pushed() if number % 7 == 0 else labelled(40 - number % 40) for number in range(600))
    inbox.has(*some)
    start = Barrier(3)

    def work() -> None:
        start.wait()
        intake.take(inbox.bench)

    with capture_logs() as lines, ThreadPoolExecutor(3) as threads:
        for one in [threads.submit(work) for _ in range(3)]:
            one.result()

    handled = [line["delivery"] for line in lines if line["event"] == "delivery handled"]
    assert len(handled) == len(set(handled)) == 600
    assert inbox.states() == {DeliveryState.DONE}


def test_who_wants_all_and_who_wants_a_new_one_do_not_wait_for_each_other(
    tmp_path: Path, postgres_url: str, redis_url: str
) -> None:
    """PostgreSQL would end one of them."""
    with (
        inboxes.opened(tmp_path, database_url=postgres_url, redis_url=redis_url) as inbox,
        capture_logs() as lines,
        ThreadPoolExecutor(2) as threads,
    ):
        inbox.follows(10)
        with inbox.bench.database.transaction() as tx:
            requests.want(tx, "acme", 10, NOW)
            inbox.has(pushed(), labelled(5))
            both = [threads.submit(intake.take, inbox.bench)]
            until_locked_out(inbox.bench.database)
            inbox.has(labelled(5), labelled(10))
            both.append(threads.submit(intake.take, inbox.bench))
            until_locked_out(inbox.bench.database, 2)
        for one in both:
            one.result()

        assert not [line["event"] for line in lines if line["event"].startswith("batch failed")]
        assert inbox.wanted() == {5: 2, 10: 4}


def test_the_trace_goes_on_from_the_delivery_to_its_requests(inbox: Inbox) -> None:
    inbox.follows(1, 2)
    [row_id] = inbox.has(pushed())

    with capture_logs() as lines:
        intake.take(inbox.bench)

    [line] = [line for line in lines if line["event"] == "delivery handled"]
    assert (line["delivery"], line["guid"]) == (row_id, inbox.delivery(row_id).guid)
    assert len(line["requests"]) == line["requests_count"] == 2


def test_of_many_requests_some_are_named_and_all_are_counted(inbox: Inbox) -> None:
    inbox.follows(*range(1, 31))
    inbox.has(pushed())

    with capture_logs() as lines:
        intake.take(inbox.bench)

    [line] = [line for line in lines if line["event"] == "delivery handled"]
    assert (len(line["requests"]), line["requests_count"]) == (20, 30)

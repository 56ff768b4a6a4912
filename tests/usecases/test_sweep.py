"""What a sweep hands on: all that lies about, the longest forgotten first, and never a flood."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import redis
from sqlalchemy import insert, update

from app import queue
from app.domain.state import State
from app.queue import Hints
from app.store import (
    chores,
    commit_checks,
    integration_runs,
    law_notices,
    tables,
    template_checks,
)
from app.store.commit_checks import Origin
from app.usecases import sweep
from app.usecases.workbench import Workbench
from tests.usecases.conftest import Post


@pytest.fixture
def client(redis_url: str) -> Iterator["redis.Redis"]:
    with redis.Redis.from_url(redis_url) as found:
        yield found


@pytest.fixture
def bench(post: Post, redis_url: str) -> Iterator[Workbench]:
    """With a Redis that nobody takes anything from."""
    hints = Hints(redis_url)
    yield replace(post.bench, hints=hints)
    hints.close()


def sweeps(bench: Workbench) -> None:
    """All hints are sent when it ends."""
    sweep.sweep(bench)
    bench.hints.close(seconds=60)


def due(bench: Workbench, count: int, minutes_ago: int = 10) -> None:
    """So many requests of which something was said, and that nobody has worked on since."""
    at = bench.clock() - timedelta(minutes=minutes_ago)
    with bench.database.transaction() as tx:
        first = len(tx.connection.execute(tables.requests.select()).all())
        row = {"organisation": "acme", "state": State.NEW, "created_at": at, "updated_at": at}
        rows = [{**row, "issue_number": first + one} for one in range(1, count + 1)]
        tx.connection.execute(insert(tables.requests), rows)


def handed_on(client: "redis.Redis") -> list[int]:
    """The row ids that wait in Redis, in the order in which they are taken."""
    return [row_id for _, row_id in tasks(client)]


def tasks(client: "redis.Redis") -> list[tuple[str, int]]:
    """What waits in Redis, each task with its row id, in the order in which it is taken."""
    messages = [json.loads(one) for one in reversed(client.lrange(queue.QUEUE_NAME, 0, -1))]
    heads = [one["headers"] for one in messages]
    return [(head["task"], int(head["argsrepr"].strip("[]"))) for head in heads]


def test_a_sweep_says_that_it_is_alive(bench: Workbench) -> None:
    sweeps(bench)

    with bench.database.transaction() as tx:
        row = chores.get(tx, sweep.NAME)
    assert row is not None
    assert row.done_at == pytest.approx(bench.clock(), abs=timedelta(seconds=30))


def test_rows_of_each_kind_are_handed_on_to_tasks_of_their_own(
    bench: Workbench, client: "redis.Redis"
) -> None:
    with bench.database.transaction() as tx:
        commit_checks.want(tx, "acme", "c0ffee", Origin.BRANCH, bench.clock())
        law_notices.want(tx, "acme", bench.clock())
        where = "acme", "c0ffee", Origin.BRANCH, bench.clock()
        template_checks.want(tx, *where, leaves_templates=None)
        integration_runs.want(tx, "acme", "billing", 5, 7, bench.clock())

    sweeps(bench)

    assert tasks(client) == [
        (queue.CHECK_COMMIT, 1),
        (queue.TELL_OF_LAW, 1),
        (queue.CHECK_TEMPLATES, 1),
        (queue.START_TESTS, 1),
    ]


def test_those_come_first_that_were_left_alone_for_longest(
    bench: Workbench, client: "redis.Redis"
) -> None:
    due(bench, 1, minutes_ago=1)
    due(bench, 1, minutes_ago=20)
    due(bench, 1, minutes_ago=5)

    sweeps(bench)

    assert handed_on(client) == [2, 3, 1]


def test_a_long_row_is_handed_on_in_portions(bench: Workbench, client: "redis.Redis") -> None:
    due(bench, sweep.MOST_WAITING + 50)

    for _ in range(3):
        sweeps(bench)

    assert client.llen(queue.QUEUE_NAME) == sweep.MOST_WAITING


def test_there_is_room_for_more_once_some_were_taken(
    bench: Workbench, client: "redis.Redis"
) -> None:
    due(bench, sweep.MOST_WAITING + 50)
    sweeps(bench)
    taken = handed_on(client)[:50]
    client.rpop(queue.QUEUE_NAME, 50)
    with bench.database.transaction() as tx:
        was_taken = tables.requests.c.id.in_(taken)
        tx.connection.execute(update(tables.requests).where(was_taken).values(seen=1))

    sweeps(bench)

    assert client.llen(queue.QUEUE_NAME) == sweep.MOST_WAITING


def test_a_redis_that_is_away_stops_no_sweep(post: Post) -> None:
    due(post.bench, 1)

    assert sweep.sweep(post.bench) == 1
    post.bench.hints.close()

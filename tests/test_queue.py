"""Handing on: what reaches Redis, and what happens when nothing can."""

import base64
import json
import socket
import time
from typing import Any

import pytest
import redis
from structlog.testing import capture_logs

from app import queue
from app.queue import Hints
from tests.environment import settings

AWAY = "unix:///nowhere/redis.sock"


def messages(url: str) -> list[dict[str, Any]]:
    """What waits for the worker, oldest first."""
    with redis.Redis.from_url(url) as client:
        waiting = client.lrange(queue.QUEUE_NAME, 0, -1)
    assert isinstance(waiting, list)
    return [json.loads(message) for message in reversed(waiting)]


def arguments(message: dict[str, Any]) -> Any:
    positional, _, _ = json.loads(base64.b64decode(message["body"]))
    return positional


def sent(url: str) -> list[tuple[str, Any]]:
    return [(message["headers"]["task"], arguments(message)) for message in messages(url)]


def test_ids_arrive_in_order_under_their_task(redis_url: str) -> None:
    hints = Hints(redis_url)

    hints.request(8)
    hints.request(7)
    hints.close()

    assert sent(redis_url) == [("slipway.advance_request", [8]), ("slipway.advance_request", [7])]


def test_deliveries_that_come_together_are_one_wake_up(redis_url: str) -> None:
    hints = Hints(redis_url)

    for row_id in range(1, 1001):
        hints.deliveries(row_id)
    hints.close()

    woken = [ids for task, ids in sent(redis_url) if task == "slipway.take_deliveries"]
    assert woken[-1] == [1000]
    assert len(woken) <= 10


def test_the_first_delivery_wakes_the_worker_up_at_once(redis_url: str) -> None:
    hints = Hints(redis_url)

    hints.deliveries(1)

    with redis.Redis.from_url(redis_url) as client:
        assert client.blpop([queue.QUEUE_NAME], timeout=5)
    hints.close()


def test_a_request_that_waits_for_its_hint_is_not_put_in_again(redis_url: str) -> None:
    """Until Redis took the first one; what comes later is news."""
    hints = Hints(redis_url)

    for _ in range(100):
        for row_id in range(1, 11):
            hints.request(row_id)
    hints.close()

    assert 10 <= len(sent(redis_url)) < 500


def test_redis_is_not_flooded_while_nobody_works(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        client.lpush(queue.QUEUE_NAME, *["{}"] * queue.MOST_IN_REDIS)
    hints = Hints(redis_url)

    hints.request(1)
    hints.deliveries(1)
    hints.close()

    with redis.Redis.from_url(redis_url) as client:
        assert client.llen(queue.QUEUE_NAME) == queue.MOST_IN_REDIS


def test_hints_go_on_after_a_close(redis_url: str) -> None:
    hints = Hints(redis_url)
    hints.request(1)
    hints.close()

    hints.request(2)
    hints.close()

    assert [arguments(message) for message in messages(redis_url)] == [[1], [2]]


def test_without_redis_a_hint_is_lost_without_a_word_to_who_gave_it() -> None:
    hints = Hints(AWAY)

    hints.request(1)
    hints.deliveries(1)
    hints.close()

    assert not hints.redis_answers()


def test_a_redis_that_is_away_is_told_once() -> None:
    hints = Hints(AWAY)

    with capture_logs() as lines:
        for row_id in range(5):
            hints.request(row_id)
            hints.close()

    told = [line["event"] for line in lines if line["log_level"] == "warning"]
    assert told == ["hints are lost, the sweep will find the rows"]


def test_giving_hints_never_waits(unanswering: str) -> None:
    """Redis takes the connection and says nothing; the queue is full after one hint."""
    hints = Hints(unanswering, capacity=1)
    before = time.monotonic()

    for row_id in range(1000):
        hints.deliveries(row_id)
        hints.request(row_id)

    assert time.monotonic() - before < 1


def test_a_redis_that_is_there_answers(redis_url: str) -> None:
    assert Hints(redis_url).redis_answers()


def test_closing_what_was_never_used_is_nothing() -> None:
    Hints(AWAY).close()


def test_the_embedded_redis_is_used_where_none_is_set(tmp_path_factory: Any) -> None:
    folder = tmp_path_factory.getbasetemp()

    assert queue.redis_url(settings(folder)).startswith("unix:///")
    assert queue.redis_url(settings(folder, redis_url="redis://one")) == "redis://one"


@pytest.mark.parametrize(
    ("url", "broker"),
    [
        ("unix:///run/redis.sock", "redis+socket:///run/redis.sock"),
        ("redis://:secret@redis:6379/1", "redis://:secret@redis:6379/1"),
    ],
)
def test_celery_knows_sockets_by_another_name(url: str, broker: str) -> None:
    assert queue.celery_settings(url)["broker_url"] == broker


def test_an_encrypted_redis_must_prove_who_it_is() -> None:
    ssl_settings = queue.celery_settings("rediss://redis")["broker_use_ssl"]

    assert ssl_settings["ssl_cert_reqs"].name == "CERT_REQUIRED"


@pytest.fixture
def unanswering() -> Any:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}"


def test_a_hint_for_later_leaves_when_its_time_has_come(redis_url: str) -> None:
    hints = Hints(redis_url)
    began = time.monotonic()

    hints.request_after(0.2, 8)
    hints.request_after(0, 7)
    while len(messages(redis_url)) < 2:
        assert time.monotonic() < began + 30, "The hint did not leave."

    assert [one for _, one in sent(redis_url)] == [[7], [8]]
    assert time.monotonic() >= began + 0.2
    hints.close()


def test_a_close_leaves_what_is_for_later_to_the_sweep(redis_url: str) -> None:
    hints = Hints(redis_url)

    hints.request_after(60, 8)
    hints.request_after(0, 7)
    hints.close()

    assert [one for _, one in sent(redis_url)] == [[7]]

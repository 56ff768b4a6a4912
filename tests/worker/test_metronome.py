"""What is due by the clock is sent on its way, whatever became of Redis meanwhile."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import redis

from app import embedded_redis, queue
from worker.metronome import Metronome


@contextmanager
def ticking(url: str, seconds: float) -> Iterator[Metronome]:
    metronome = Metronome(url, seconds)
    metronome.start()
    yield metronome
    metronome.stop()


def sent(client: "redis.Redis", number: int) -> list[str]:
    """So many tasks, in the order in which they were sent; at most ten seconds are waited."""
    found: list[str] = []
    for _ in range(number):
        taken = client.brpop([queue.CHORE_QUEUE], timeout=10)
        assert taken is not None, f"only {found} were sent"
        message: Any = json.loads(taken[1])
        found.append(message["headers"]["task"])
    return found


@pytest.fixture
def client(redis_url: str) -> Iterator["redis.Redis"]:
    with redis.Redis.from_url(redis_url) as found:
        yield found


def test_the_sweep_and_the_chores_are_sent_every_interval(
    redis_url: str, client: "redis.Redis"
) -> None:
    with ticking(redis_url, 0.05):
        tasks = sent(client, 6)

    assert tasks == [queue.SWEEP, queue.START, *[queue.SWEEP, queue.CHORES] * 2]


def test_a_ring_does_not_wait_for_the_interval(redis_url: str, client: "redis.Redis") -> None:
    with ticking(redis_url, 3600) as metronome:
        metronome.ring()

        assert sent(client, 2) == [queue.SWEEP, queue.START]


def test_what_is_sent_waits_for_no_worker_beyond_its_interval(
    redis_url: str, client: "redis.Redis"
) -> None:
    with ticking(redis_url, 3600) as metronome:
        metronome.ring()
        _, message = client.brpop([queue.CHORE_QUEUE], timeout=10)  # type: ignore[misc]

    assert json.loads(message)["headers"]["expires"]


def test_it_goes_on_when_a_redis_that_was_away_comes(tmp_path: Path) -> None:
    with ticking(embedded_redis.url(tmp_path), 0.05):
        for _ in range(2):
            with (
                embedded_redis.running(tmp_path) as url,
                redis.Redis.from_url(url) as client,
            ):
                assert sent(client, 2)[0] == queue.SWEEP


def test_it_ends_when_it_is_told_to(redis_url: str) -> None:
    with ticking(redis_url, 3600) as metronome:
        pass

    assert not metronome._thread.is_alive()

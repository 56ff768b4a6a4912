"""Promise 4: whatever Redis does, webhooks are taken, and all is done soon after its return."""

import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.state import State
from tests.crashes.doomed_worker import Worker
from tests.crashes.stage import Stage, staged
from tests.journeys.redis_server import RedisServer


@pytest.fixture
def server() -> Iterator[RedisServer]:
    """Its folder is short, for a socket has to fit."""
    with tempfile.TemporaryDirectory(prefix="slipway-") as folder:
        found = RedisServer(Path(folder))
        found.starts()
        yield found
        found.ends()


@pytest.fixture
def stage(tmp_path: Path, sqlite_url: str, server: RedisServer) -> Iterator[Stage]:
    """Acme with one worker at work."""
    with staged(tmp_path, sqlite_url, server.url) as found:
        yield found


@contextmanager
def working(stage: Stage, sweep_seconds: int) -> Iterator[Worker]:
    """A worker is at work; it must live to the end."""
    variables = {**stage.variables, "SLIPWAY_SWEEP_SECONDS": str(sweep_seconds)}
    worker = replace(stage, variables=variables).starts()
    yield worker
    assert worker.is_alive


def files(stage: Stage, name: str) -> None:
    """Somebody asks for a service, and GitHub is told that Slipway took the webhooks."""
    stage.acme.files(name=name)
    outbox = stage.acme.sandbox.world.outbox
    outbox.queue.join()
    assert all(one.status_code in {200, 202} for one in outbox.log)


def answers(stage: Stage, requests: int) -> None:
    """Slipway comes to rest, and has answered so many requests."""
    deadline = time.monotonic() + 60
    while not (stage.is_quiet() and stage.states() == [State.AWAITING_APPROVAL] * requests):
        assert time.monotonic() < deadline, f"no rest: {stage.states()}"
        time.sleep(0.05)


def test_a_redis_that_dies_and_comes_back_empty(stage: Stage, server: RedisServer) -> None:
    """The sweep comes at once then, not after its interval."""
    with working(stage, sweep_seconds=3600):
        files(stage, "before")
        answers(stage, 1)

        server.is_killed()
        files(stage, "while-it-is-away")
        server.starts()

        answers(stage, 2)


def test_a_redis_that_loses_everything(stage: Stage, server: RedisServer) -> None:
    with working(stage, sweep_seconds=1) as worker:
        files(stage, "before")
        answers(stage, 1)

        # Stopped in a transaction of its own, it would keep the web process out of the database.
        with stage.acme.bench.database.transaction():
            worker.send(signal.SIGSTOP)
        files(stage, "forgotten")
        server.client.flushall()
        worker.send(signal.SIGCONT)

        answers(stage, 2)


def test_a_redis_that_is_full(stage: Stage, server: RedisServer) -> None:
    """Also for a worker that has to connect anew meanwhile."""
    with working(stage, sweep_seconds=1):
        files(stage, "before")
        answers(stage, 1)

        server.is_full()
        files(stage, "while-it-is-full")
        server.drops_connections()
        files(stage, "and-one-more")
        server.has_room()

        answers(stage, 3)

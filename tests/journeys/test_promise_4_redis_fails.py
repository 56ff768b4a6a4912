"""Promise 4: whatever Redis does, webhooks are taken, and all is done soon after its return."""

import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.state import State
from tests.crashes.doomed_worker import Worker
from tests.crashes.stage import Stage, staged
from tests.journeys.redis_server import RedisServer
from tests.journeys.request import Request
from tests.journeys.whole import assert_one_whole_pair
from tests.patience import until


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


def files(stage: Stage, name: str) -> Request:
    """Somebody asks for a service, and GitHub is told that Slipway took the webhooks."""
    request = stage.acme.files(name=name)
    webhooks_are_taken(stage)
    return request


def is_approved(stage: Stage, request: Request) -> None:
    """Somebody reads for a while, then approves."""
    stage.acme.waits(2)
    stage.acme.does("paula", "POST", f"{request.path}/labels", {"labels": ["approved/platform"]})
    webhooks_are_taken(stage)


def webhooks_are_taken(stage: Stage) -> None:
    outbox = stage.acme.sandbox.world.outbox
    outbox.queue.join()
    assert all(one.status_code in {200, 202} for one in outbox.log)


def rests(stage: Stage, state: State, requests: int) -> None:
    """Slipway comes to rest within a minute, with so many requests in that state."""
    until(lambda: stage.is_quiet() and stage.states() == [state] * requests, seconds=60)


def test_a_redis_that_dies_and_comes_back_empty(stage: Stage, server: RedisServer) -> None:
    """The sweep comes at once then, not after its interval."""
    with working(stage, sweep_seconds=3600):
        files(stage, "before")
        rests(stage, State.AWAITING_APPROVAL, 1)

        server.is_killed()
        files(stage, "while-it-is-away")
        server.starts()

        rests(stage, State.AWAITING_APPROVAL, 2)


def test_a_redis_that_dies_in_the_middle_of_a_build(stage: Stage, server: RedisServer) -> None:
    """The build goes on; another one that is approved meanwhile begins as soon as it is back."""
    with working(stage, sweep_seconds=3600):
        under_way, approved_meanwhile = files(stage, "under-way"), files(stage, "meanwhile")
        rests(stage, State.AWAITING_APPROVAL, 2)
        create = {"method": "POST", "route": "/orgs/{org}/repos"}
        stage.acme.controls("faults", **create, mode="slow", ms=500)
        is_approved(stage, under_way)
        until(lambda: "POST /orgs/acme/repos" in [one.event for one in stage.heard])

        server.is_killed()
        is_approved(stage, approved_meanwhile)
        server.starts()

        rests(stage, State.LIVE, 2)
    assert_one_whole_pair(under_way, "under-way")
    assert_one_whole_pair(approved_meanwhile, "meanwhile")


def test_a_redis_that_loses_everything(stage: Stage, server: RedisServer) -> None:
    with working(stage, sweep_seconds=1) as worker:
        files(stage, "before")
        rests(stage, State.AWAITING_APPROVAL, 1)

        # Stopped in a transaction of its own, it would keep the web process out of the database.
        with stage.acme.bench.database.transaction():
            worker.send(signal.SIGSTOP)
        files(stage, "forgotten")
        server.client.flushall()
        worker.send(signal.SIGCONT)

        rests(stage, State.AWAITING_APPROVAL, 2)


def test_a_redis_that_is_full(stage: Stage, server: RedisServer) -> None:
    """Also for a worker that has to connect anew meanwhile."""
    with working(stage, sweep_seconds=1):
        files(stage, "before")
        rests(stage, State.AWAITING_APPROVAL, 1)

        server.is_full()
        files(stage, "while-it-is-full")
        server.drops_connections()
        files(stage, "and-one-more")
        server.has_room()

        rests(stage, State.AWAITING_APPROVAL, 3)

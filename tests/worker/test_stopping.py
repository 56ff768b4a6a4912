"""A worker that is told to end in the middle of a build."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest
from sqlalchemy import select

from app.store import tables
from tests.environment import ROOT, environment
from tests.journeys.acme import Acme
from tests.journeys.request import Request
from tests.journeys.start import started
from tests.journeys.whole import assert_one_whole_pair

_PATIENCE = 90
_CREATE = {"method": "POST", "route": "/orgs/{org}/repos"}


@pytest.fixture
def acme(sqlite_url: str, tmp_path: Path) -> Iterator[Acme]:
    with started(tmp_path, sqlite_url) as acme:
        yield acme


@contextmanager
def a_worker(acme: Acme) -> Iterator[subprocess.Popen[bytes]]:
    """A real worker on acme's rows, leader of a group of its own."""
    assert acme.sandbox.world.app
    with tempfile.TemporaryDirectory(prefix="slipway-") as folder:
        variables = environment(
            data_dir=folder,
            app_id=str(acme.sandbox.world.app.id),
            database_url=acme.bench.database.url.render_as_string(hide_password=False),
            github_api_url=acme.sandbox.api_url,
        )
        with subprocess.Popen(
            [sys.executable, "-m", "app.cli", "worker"],
            env=os.environ | variables | {"PYTHONPATH": str(ROOT)},
            cwd=folder,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process:
            watchdog = threading.Timer(_PATIENCE, process.kill)
            watchdog.start()
            try:
                yield process
            finally:
                watchdog.cancel()
                process.kill()


def test_a_step_is_finished_and_the_rest_is_left_to_others(acme: Acme) -> None:
    """Though SIGTERM goes to the whole group, as from systemd or a terminal."""
    request = _approved(acme)
    acme.controls("faults", **_CREATE, mode="slow", ms=1500)
    with a_worker(acme) as worker:
        _until(lambda: "POST /orgs/{org}/repos" in _routes(acme))

        os.killpg(worker.pid, signal.SIGTERM)

        assert worker.wait(_PATIENCE) == 0
    assert _finished(acme) == {"confirm", "service:create"}
    assert not _is_claimed(acme)
    acme.settles()
    assert_one_whole_pair(request, "billing")


def test_a_step_that_hangs_is_cut_off_by_sigquit_and_done_by_another(acme: Acme) -> None:
    request = _approved(acme)
    acme.controls("faults", **_CREATE, mode="hang", after_effect=True)
    with a_worker(acme) as worker:
        _until(lambda: "POST /orgs/{org}/repos" in _routes(acme))

        worker.send_signal(signal.SIGTERM)
        worker.send_signal(signal.SIGTERM)
        worker.send_signal(signal.SIGQUIT)

        worker.wait(_PATIENCE)
    assert _finished(acme) == {"confirm"}
    assert not _is_claimed(acme)
    acme.settles()
    assert_one_whole_pair(request, "billing")


def _approved(acme: Acme) -> Request:
    """A request that waits for a worker to build it."""
    request = acme.files()
    acme.waits()
    acme.does("paula", "POST", f"{request.path}/labels", {"labels": ["approved/platform"]})
    acme.hears()
    acme.sandbox.world.calls.reset()
    return request


def _routes(acme: Acme) -> list[str]:
    world = acme.sandbox.world
    with world.lock:
        return [f"{method} {route}" for method, route in world.calls.routes]


def _finished(acme: Acme) -> set[str]:
    steps = tables.steps
    with acme.bench.database.transaction() as tx:
        statement = select(steps.c.name).where(steps.c.finished_at.is_not(None))
        return set(tx.connection.execute(statement).scalars())


def _is_claimed(acme: Acme) -> bool:
    with acme.bench.database.transaction() as tx:
        return tx.connection.execute(select(tables.requests.c.lease_until)).scalar_one() is not None


def _until(condition: Callable[[], bool]) -> None:
    deadline = monotonic() + _PATIENCE
    while not condition():
        assert monotonic() < deadline
        sleep(0.02)

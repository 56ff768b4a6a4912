"""The worker as the process that `slipway worker` becomes."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import redis

from app import embedded_redis, queue
from app.queue import Hints
from tests.environment import ROOT, environment


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """Short, for a socket has to fit."""
    with tempfile.TemporaryDirectory(prefix="slipway-") as folder:
        yield Path(folder)


class Worker:
    """A running worker and what it logs."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def logs_until(self, text: str) -> dict[str, Any]:
        """The first line from here on whose message holds `text`."""
        assert self.process.stderr
        seen = []
        for line in self.process.stderr:
            seen.append(line)
            if line.startswith("{") and text in json.loads(line)["message"]:
                found: dict[str, Any] = json.loads(line)
                return found
        raise AssertionError(f"The worker ended without saying {text!r}:\n{''.join(seen)}")


@contextmanager
def running_worker(data_dir: Path, log_level: str = "debug") -> Iterator[Worker]:
    """A worker that is killed at the end, and after a minute if it hangs. No GitHub answers it."""
    variables = environment(
        data_dir=str(data_dir),
        sweep_seconds="3600",
        log_level=log_level,
        github_api_url="http://127.0.0.1:9/api/v3",
    )
    with subprocess.Popen(
        [sys.executable, "-m", "app.cli", "worker"],
        env=os.environ | variables | {"PYTHONPATH": str(ROOT)},
        cwd=data_dir,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        watchdog = threading.Timer(60, process.kill)
        watchdog.start()
        try:
            yield Worker(process)
        finally:
            watchdog.cancel()
            process.kill()


def test_a_ready_worker_sweeps_and_works_on_what_it_is_told(data_dir: Path) -> None:
    """Also past a message of an unknown task, as another version may have left in Redis."""
    with running_worker(data_dir) as worker:
        # What was left lying before it was killed does not wait for another interval.
        worker.logs_until("Task slipway.sweep")

        hints = Hints(embedded_redis.url(data_dir))
        hints._hand_on("slipway.of_another_version", 1)
        hints._hand_on(queue.HANDLE_DELIVERY, 123456)
        hints.close()

        worker.logs_until("unregistered task")
        worker.logs_until("Task slipway.handle_delivery")
        about = worker.logs_until("Task slipway.handle_delivery")
        hints.deliveries(123456)
        hints.close()
        worker.logs_until("Task slipway.take_deliveries")

    assert (about["delivery"], about["task"]) == (123456, queue.HANDLE_DELIVERY)


def test_its_routine_is_not_logged(data_dir: Path) -> None:
    with running_worker(data_dir, log_level="info") as worker:
        worker.logs_until("worker ready")
        worker.logs_until("chore failed")

        worker.process.terminate()
        _, rest = worker.process.communicate(timeout=20)

    assert "celery" not in rest


def test_it_outlives_its_embedded_redis(data_dir: Path) -> None:
    with running_worker(data_dir) as worker:
        worker.logs_until("Task slipway.start")
        with redis.Redis.from_url(embedded_redis.url(data_dir)) as client:
            os.kill(client.info("server")["process_id"], signal.SIGKILL)

        worker.logs_until("the embedded Redis ended, it is started again")
        worker.logs_until("Task slipway.sweep")


def test_a_killed_worker_leaves_nothing_behind(data_dir: Path) -> None:
    """Its Redis and its pool children end, so that its output does."""
    with running_worker(data_dir) as worker:
        worker.logs_until("ready")

        worker.process.kill()
        worker.process.communicate(timeout=20)

        with (
            redis.Redis.from_url(embedded_redis.url(data_dir), retry=None) as client,
            pytest.raises(redis.ConnectionError),
        ):
            client.ping()


def test_sigterm_ends_it_in_good_order(data_dir: Path) -> None:
    with running_worker(data_dir) as worker:
        worker.logs_until("ready")

        worker.process.terminate()
        worker.process.communicate(timeout=20)

    assert worker.process.returncode == 0


def test_what_it_writes_is_in_the_data_folder_and_known(data_dir: Path) -> None:
    with running_worker(data_dir) as worker:
        worker.logs_until("Task slipway.sweep")

        names = {path.name for path in data_dir.iterdir()}

    database = {"slipway.db", "slipway.db-shm", "slipway.db-wal"}
    assert names <= database | {"redis.lock", "redis.log", "redis.sock"}

"""Web process and worker that start at the same moment, on a folder in which nothing is yet."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests as http

from app.demo.ports import free_port
from tests.environment import ROOT, environment
from tests.patience import until


class Pair:
    """A web process and a worker with one data folder, where the database is made as well."""

    def __init__(self, data_dir: Path) -> None:
        self._port = free_port()
        variables = environment(
            data_dir=str(data_dir),
            port=str(self._port),
            sweep_seconds="1",
            github_api_url="http://127.0.0.1:9/api/v3",
        )
        self.log = data_dir / "both.log"
        with self.log.open("wb") as log:
            self.processes = [
                subprocess.Popen(
                    [sys.executable, "-m", "app.cli", name],
                    env=os.environ | variables | {"PYTHONPATH": str(ROOT)},
                    cwd=data_dir,
                    stderr=log,
                )
                for name in ("web", "worker")
            ]

    def is_ready(self) -> bool:
        """Database, schema and Redis are there, and the worker swept."""
        assert self.is_alive, self.log.read_text(encoding="utf-8")
        try:
            answer = http.get(f"http://127.0.0.1:{self._port}/readyz", timeout=5)
        except http.ConnectionError:
            return False
        return bool(answer.json()["status"] == "ready")

    @property
    def is_alive(self) -> bool:
        return all(one.poll() is None for one in self.processes)

    def end(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()


@contextmanager
def starting() -> Iterator[Pair]:
    """In a folder with a short name, for a socket has to fit."""
    with tempfile.TemporaryDirectory(prefix="slipway-", ignore_cleanup_errors=True) as folder:
        pair = Pair(Path(folder))
        try:
            yield pair
        finally:
            pair.end()


def test_web_process_and_worker_start_at_the_same_moment_on_an_empty_folder() -> None:
    """Both make the database, and only the worker a Redis."""
    with starting() as pair:
        until(pair.is_ready, seconds=60)

        assert pair.is_alive

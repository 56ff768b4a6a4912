"""The web process is told to end while deliveries wait for their commit."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic, sleep
from uuid import uuid4

import requests as http
from sqlalchemy import select

from app.github.webhooks import sign
from app.store import tables
from app.store.database import Database
from tests.environment import ROOT, WEBHOOK_SECRET, environment

_PATIENCE = 90
_TOGETHER = 10


@contextmanager
def a_web_process(folder: Path, url: str) -> Iterator[tuple[subprocess.Popen[bytes], str, str]]:
    """The real one, once it answers; its address, and that of its metrics."""
    port, metrics_port = _free_port(), _free_port()
    ports = {"port": str(port), "metrics_port": str(metrics_port)}
    variables = environment(data_dir=str(folder), database_url=url, **ports)
    with subprocess.Popen(
        [sys.executable, "-m", "app.cli", "web"],
        env=os.environ | variables | {"PYTHONPATH": str(ROOT)},
        cwd=folder,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        watchdog = threading.Timer(_PATIENCE, process.kill)
        watchdog.start()
        try:
            _until(lambda: _answers(f"http://127.0.0.1:{port}/healthz"))
            yield process, f"http://127.0.0.1:{port}", f"http://127.0.0.1:{metrics_port}/metrics"
        finally:
            watchdog.cancel()
            process.kill()


def test_what_arrived_is_answered_after_its_commit_before_the_end(
    tmp_path: Path, sqlite_url: str
) -> None:
    guids = [str(uuid4()) for _ in range(_TOGETHER)]
    with (
        a_web_process(tmp_path, sqlite_url) as (process, url, metrics),
        ThreadPoolExecutor(20) as pool,
    ):
        with _locked(sqlite_url):
            answers = [pool.submit(_deliver, url, guid) for guid in guids]
            _until(lambda: f"slipway_webhooks_unanswered {_TOGETHER}.0" in _metrics(metrics))
            process.send_signal(signal.SIGTERM)
            _until(lambda: not _answers(url))
        statuses = [answer.result() for answer in answers]
        process.wait(_PATIENCE)

    acknowledged = {guid for guid, status in zip(guids, statuses, strict=True) if status == 202}
    assert set(statuses) <= {202, 503}, "503 where this machine is slower than GitHub is patient"
    assert acknowledged == _kept(sqlite_url)
    assert process.returncode == 0


@contextmanager
def _locked(url: str) -> Iterator[None]:
    """Nobody else can write meanwhile."""
    path = url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


def _deliver(url: str, guid: str) -> int:
    body = b'{"action": "opened"}'
    headers = {
        "Content-Type": "application/json",
        "X-GitHub-Event": "issues",
        "X-GitHub-Delivery": guid,
        "X-Hub-Signature-256": sign(WEBHOOK_SECRET, body),
    }
    return http.post(f"{url}/webhook", body, headers=headers, timeout=_PATIENCE).status_code


def _kept(url: str) -> set[str]:
    database = Database(url)
    with database.transaction() as tx:
        found = set(tx.connection.execute(select(tables.deliveries.c.guid)).scalars())
    database.close()
    return found


def _answers(url: str) -> bool:
    try:
        return http.get(url, timeout=0.5).status_code < 500
    except http.RequestException:
        return False


def _metrics(url: str) -> str:
    return http.get(url, timeout=5).text


def _free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port: int = probe.getsockname()[1]
        return port


def _until(condition: Callable[[], bool]) -> None:
    deadline = monotonic() + _PATIENCE
    while not condition():
        assert monotonic() < deadline
        sleep(0.02)

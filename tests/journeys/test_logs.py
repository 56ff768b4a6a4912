"""The logs of the real processes: a delivery can be followed to its end, and no secret shows."""

import json
import os
import queue
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests as http

from sandbox import RunningSandbox, serve
from tests.environment import ROOT, WEBHOOK_SECRET, environment, private_key
from tests.journeys.form import ANSWERS
from tests.journeys.start import seed_with

PATIENCE_SECONDS = 60

Line = dict[str, Any]


class Logs:
    """What all processes log, line after line, as it comes."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.lines: list[Line] = []
        self._coming: queue.Queue[tuple[str, str]] = queue.Queue()

    def read(self, program: str, stream: Any) -> None:
        for line in stream:
            self._coming.put((program, line))

    def until(self, message: str, **fields: object) -> Line:
        """The first line with this message and these fields, however long ago it came."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        seen = 0
        while True:
            for line in self.lines[seen:]:
                if line.get("message") == message and fields.items() <= line.items():
                    return line
            seen = len(self.lines)
            self._take_one(max(deadline - time.monotonic(), 0.01), message)

    def _take_one(self, patience: float, message: str) -> None:
        try:
            program, line = self._coming.get(timeout=patience)
        except queue.Empty:
            seen = "\n".join(line[:300] for line in self.text[-30:])
            raise AssertionError(f"no line {message!r} after:\n{seen}") from None
        self.text.append(line)
        if line.startswith("{"):
            self.lines.append(json.loads(line) | {"program": program})


@contextmanager
def processes(sandbox: RunningSandbox, folder: Path, app_id: int) -> Iterator[Logs]:
    """Web and worker as an operator starts them, which log all they can."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    variables = environment(
        app_id=str(app_id),
        data_dir=str(folder),
        github_api_url=sandbox.api_url,
        port=str(port),
        log_level="debug",
        sweep_seconds="1",
        write_gap_ms="0",
    )
    http.post(
        f"{sandbox.url}/_sandbox/webhook",
        json={"url": f"http://127.0.0.1:{port}/webhook"},
        timeout=9,
    ).raise_for_status()
    logs = Logs()
    with ExitStack() as running:
        for program in ("web", "worker"):
            running.enter_context(_running(program, variables, folder, logs))
        logs.until("worker ready")
        _until_ready(f"http://127.0.0.1:{port}/readyz")
        yield logs


@contextmanager
def _running(program: str, variables: dict[str, str], folder: Path, logs: Logs) -> Iterator[None]:
    with subprocess.Popen(
        [sys.executable, "-m", "app.cli", program],
        env=os.environ | variables | {"PYTHONPATH": str(ROOT)},
        cwd=folder,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        reader = threading.Thread(target=logs.read, args=(program, process.stderr), daemon=True)
        reader.start()
        try:
            yield
        finally:
            # Not killed: the server's own process would live on for a while, and log.
            process.terminate()
            process.wait(PATIENCE_SECONDS)
            reader.join(PATIENCE_SECONDS)


def _until_ready(url: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            http.get(url, timeout=5).raise_for_status()
        except http.RequestException:
            assert time.monotonic() < deadline, f"{url} is not ready"
        else:
            return


@pytest.fixture
def folder() -> Iterator[Path]:
    """Short, for a socket has to fit."""
    with tempfile.TemporaryDirectory(prefix="slipway-") as path:
        yield Path(path)


def test_one_delivery_can_be_followed_from_the_web_to_the_end_and_no_secret_is_logged(
    folder: Path,
) -> None:
    seed = seed_with(folder)
    assert seed.app is not None
    with (
        serve(seed, folder / "github") as sandbox,
        processes(sandbox, folder, seed.app.id) as logs,
    ):
        filed = http.post(
            f"{sandbox.url}/_sandbox/form/acme/services/new-service.yml",
            json={"as": "dana", "title": "New service", "answers": ANSWERS},
            timeout=10,
        )
        recorded = logs.until("delivery recorded", event_type="issues")
        handled = logs.until("delivery handled", guid=recorded["guid"])
        [request_id] = handled["requests"]
        rendered = logs.until("rendered", request=request_id)
        looked_at = logs.until("looked at", request=request_id, state="awaiting-approval")
        tokens = list(sandbox.world.tokens)

    assert tokens
    assert handled["delivery"] == recorded["delivery"]
    assert (recorded["program"], handled["program"]) == ("web", "worker")
    assert rendered["issue"] == looked_at["issue"] == f"acme#{filed.json()['number']}"
    secrets = [WEBHOOK_SECRET, *private_key().splitlines()[1:-1], *tokens]
    assert [one for one in secrets if one in "".join(logs.text)] == []

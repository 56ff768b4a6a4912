"""The web process as `slipway web` starts it, to be posted to, limited and killed."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests as http
from requests.exceptions import ChunkedEncodingError

from app.demo.ports import free_port
from app.github.webhooks import sign
from tests.environment import ROOT, WEBHOOK_SECRET, environment
from tests.patience import until

BODY = json.dumps({"action": "opened", "text": "x" * 10_000}).encode()


@dataclass(frozen=True)
class WebProcess:
    """A running one, and where it listens."""

    port: int
    process: subprocess.Popen[bytes]

    def post(self, guid: str, body: bytes = BODY) -> http.Response | None:
        """What it answers to a genuine delivery; None if it hangs up, also in mid-answer."""
        headers = {
            "X-GitHub-Event": "issues",
            "X-GitHub-Delivery": guid,
            "X-Hub-Signature-256": sign(WEBHOOK_SECRET, body),
            "Content-Type": "application/json",
        }
        url = f"http://127.0.0.1:{self.port}/webhook"
        try:
            return http.post(url, data=body, headers=headers, timeout=20)
        except (http.ConnectionError, ChunkedEncodingError):
            return None

    def kill(self) -> None:
        """With all that belongs to it."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def running(
    data_dir: Path, database_url: str, limit: Callable[[], None] | None = None
) -> Iterator[WebProcess]:
    """A web process while the block lasts; `limit` is called in it before it begins."""
    port = free_port()
    variables = environment(
        data_dir=str(data_dir),
        database_url=database_url,
        redis_url=f"unix://{data_dir}/nowhere.sock",
        port=str(port),
    )
    with subprocess.Popen(
        [sys.executable, "-m", "app.cli", "web"],
        env=os.environ | variables | {"PYTHONPATH": str(ROOT)},
        cwd=data_dir,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=limit,  # noqa: PLW1509 - nothing else runs in this process yet
    ) as process:
        one = WebProcess(port, process)
        try:
            until(lambda: _takes_connections(port) or process.poll() is not None)
            yield one
        finally:
            if process.poll() is None:
                one.kill()


def _takes_connections(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True

"""A service as `make run` starts it: what it answers, what it logs, and how it ends."""

import json
import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import Any

from tests.cookiecutters.checkouts import environment, free_port

PATIENCE = 60


@dataclass(frozen=True)
class Answer:
    """What came back for a request."""

    status: int
    type: str
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


@dataclass
class Serving:
    """A service that runs, or has ended."""

    process: subprocess.Popen[str]
    port: int
    errors: Path
    output: list[str] = field(default_factory=list)
    told_to_stop: bool = False

    def __post_init__(self) -> None:
        self._reader = Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as output:
            self.output.extend(output)

    def asks(self, method: str, path: str, body: Any = None) -> Answer:
        """One request on a connection of its own. Raises OSError where nobody listens."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            sent = None if body is None else json.dumps(body)
            headers = {} if body is None else {"Content-Type": "application/json"}
            connection.request(method, path, sent, headers)
            answer = connection.getresponse()
            return Answer(
                answer.status, answer.headers.get("Content-Type", ""), answer.read().decode()
            )
        finally:
            connection.close()

    def gets(self, path: str) -> Answer:
        return self.asks("GET", path)

    def is_ready(self) -> None:
        """Wait until traffic is welcome."""
        deadline = monotonic() + PATIENCE
        while not self._welcomes_traffic():
            assert self.process.poll() is None, self.said
            assert monotonic() < deadline, self.said

    def _welcomes_traffic(self) -> bool:
        try:
            return self.gets("/readyz").status == 200
        except OSError:
            return False

    @property
    def itself(self) -> int:
        """The process of the service: the last one of those that `make run` started."""
        last = self.process.pid
        while children := Path(f"/proc/{last}/task/{last}/children").read_text().split():
            last = int(children[0])
        return last

    def is_told_to_stop(self) -> None:
        """Send SIGTERM to all that `make run` started."""
        self.told_to_stop = True
        os.killpg(self.process.pid, signal.SIGTERM)

    def has_ended(self) -> None:
        """Wait for the end: make may be gone first, the log ends with the service itself."""
        self._reader.join(PATIENCE)
        assert not self._reader.is_alive(), self.said
        self.process.wait(PATIENCE)

    def ends(self) -> None:
        """Stop it if nobody did."""
        if self._reader.is_alive() and not self.told_to_stop:
            self.is_told_to_stop()
        self.has_ended()

    @property
    def said(self) -> str:
        """All that it wrote, for people who look for a failure."""
        return "".join(self.output) + self.errors.read_text()

    @property
    def lines(self) -> list[dict[str, Any]]:
        """What it logged; each line of its output has to be a JSON object."""
        return [json.loads(line) for line in self.output]


def _hear_ctrl_c() -> None:
    """As from a terminal. What a shell starts in the background is deaf to it, with its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def serving(folder: Path, **variables: str) -> Iterator[Serving]:
    """The service in `folder`, started with these variables; it is stopped at the end.

    Where they name no `PORT`, it is a free one.
    """
    port = free_port()
    given = {"PORT": str(port)} | variables
    with tempfile.NamedTemporaryFile(mode="w", suffix=".txt") as errors:
        process = subprocess.Popen(
            ["make", "--silent", "run", *(f"{name}={value}" for name, value in given.items())],
            cwd=folder,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            start_new_session=True,
            preexec_fn=_hear_ctrl_c,  # noqa: PLW1509 - nothing else runs in this process yet
        )
        service = Serving(process, port, Path(errors.name))
        try:
            yield service
        finally:
            service.ends()

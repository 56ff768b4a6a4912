"""The service as `make run` starts it, on a free port."""

import http.client
import json
import os
import signal
import socket
import subprocess
import time
from collections import namedtuple

SECONDS = 300  # for a start: `make run` may have to build first
Answer = namedtuple("Answer", "status type text headers")


class Running:
    """A service that is running; in a `with` block it is stopped at the end."""

    def __init__(self, **environment):
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.process = start(PORT=str(self.port), VERSION="under-test", **environment)
        self.log = ""
        self.wait_until_ready()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def exchange(self, method, path, body=None, **headers):
        """The answer to one request, on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            given = {name.replace("_", "-"): value for name, value in headers.items()}
            json_alone = {} if body is None else {"Content-Type": "application/json"}
            connection.request(method, path, body, {**json_alone, **given})
            answer = connection.getresponse()
            text = answer.read().decode()
            return Answer(answer.status, answer.headers.get_content_type(), text, answer.headers)
        finally:
            connection.close()

    def ask(self, method, path, body=None):
        """Status, content type and text of the answer."""
        return self.exchange(method, path, body)[:3]

    def ask_json(self, method, path, value=None):
        """Status and content of an answer in JSON."""
        status, _, text = self.ask(method, path, None if value is None else json.dumps(value))
        return status, json.loads(text) if text else None

    def wait_until_ready(self):
        deadline = time.monotonic() + SECONDS
        while (status := self.readiness()) != 200:
            if status not in (0, 503):
                self.give_up(f"GET /readyz answers {status}, but has to be 200 or 503.")
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.give_up("`make run` gave no service that is ready.")
            time.sleep(0.05)

    def readiness(self):
        """What /readyz answers; 0 if nothing answers."""
        try:
            return self.ask("GET", "/readyz")[0]
        except OSError:
            return 0

    def give_up(self, sentence):
        self.stop()
        raise AssertionError(f"{sentence} It wrote:\n{self.log}")

    def signal_stop(self):
        os.killpg(self.process.pid, signal.SIGTERM)

    def stop(self):
        """Stop it, and keep what it wrote in `log`. The log ends when the service itself has."""
        if not self.log:
            try:
                self.signal_stop()
            except ProcessLookupError:
                pass
            self.log = self.process.communicate(timeout=SECONDS)[0]

    def entries(self):
        """The lines of the log, read as JSON; what `make` writes itself is left out."""
        lines = self.log.splitlines()
        return [json.loads(line) for line in lines if not line.startswith("make")]


def start(**environment):
    """`make run` with these variables, in a group of its own; make's own variables stay out."""
    kept = {
        name: text for name, text in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))
    }
    return subprocess.Popen(
        ["make", "--silent", "run", *(f"{name}={text}" for name, text in environment.items())],
        env=kept,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def ended(process):
    """How a start ended that has to fail, and what it said; it is not waited for without end."""
    try:
        said = process.communicate(timeout=60)[0]
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raise AssertionError("It goes on running.") from None
    return process.returncode, said

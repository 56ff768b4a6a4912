"""A small sandbox of the test's own, people and an App to call it, and an ear for webhooks."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue
from threading import Thread
from time import monotonic
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from sandbox import RunningSandbox, serve
from sandbox.keeping.pickles import packed
from tests.sandbox.voices import PATIENCE, Voice, signed_jwt

PERMISSIONS = {
    "administration": "write",
    "contents": "write",
    "environments": "write",
    "issues": "write",
    "members": "read",
    "metadata": "read",
    "pull_requests": "write",
}
EVENTS = ["issues", "issue_comment", "label", "push", "repository", "team", "membership"]
EVENTS += ["pull_request", "pull_request_review"]


def until(condition: Callable[[], bool]) -> None:
    """Wait for something that happens in another thread; fails when it does not."""
    deadline = monotonic() + PATIENCE
    while not condition():
        assert monotonic() < deadline


@pytest.fixture(scope="session")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The App's private key: made once, for making one takes a while."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    path = tmp_path_factory.mktemp("key") / "app.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.TraditionalOpenSSL,
            serialization.NoEncryption(),
        )
    )
    return path


@pytest.fixture
def seed(key_file: Path) -> dict[str, Any]:
    """Organisation acme: dana files issues, olga has triage, will writes, ada administers."""
    return {
        "organisation": {"login": "acme", "plan": "team"},
        "users": [
            {"login": "ada", "name": "Ada Admin", "role": "admin"},
            {"login": "dana"},
            {"login": "olga"},
            {"login": "will"},
            {"login": "stranger", "role": "none"},
        ],
        "teams": [
            {"slug": "payments", "members": ["dana"]},
            {"slug": "cards", "members": ["will"], "parent": "payments"},
        ],
        "app": {
            "private_key": str(key_file),
            "permissions": dict(PERMISSIONS),
            "events": list(EVENTS),
        },
        "installation": {"repositories": "all"},
        "repositories": [
            {
                "name": "services",
                "contents": {"README.md": "hello\n", "docs/guide.md": "read me\n"},
                "labels": [{"name": "approved/platform", "color": "00ff00"}],
                "collaborators": {"olga": "triage", "will": "push"},
            },
            {"name": "other", "contents": {"a.txt": "a"}},
            {"name": "open", "visibility": "public", "contents": {"a.txt": "a"}},
        ],
    }


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[dict[str, Any]], RunningSandbox]]:
    """Starts sandboxes from seeds; closes them at the end, and sees that they could be kept."""
    started: list[RunningSandbox] = []

    def start(seed: dict[str, Any]) -> RunningSandbox:
        started.append(serve(seed, tmp_path / f"sandbox-{len(started)}"))
        return started[-1]

    yield start
    for one in started:
        one.close()
        packed(one.world.remembered())


@pytest.fixture
def sandbox(
    start: Callable[[dict[str, Any]], RunningSandbox], seed: dict[str, Any]
) -> RunningSandbox:
    return start(seed)


@pytest.fixture
def person(sandbox: RunningSandbox) -> Callable[[str], Voice]:
    """Gives a seeded person by login."""
    return lambda login: Voice(sandbox.url, f"ghp_sandbox_{login}")


@pytest.fixture
def nobody(sandbox: RunningSandbox) -> Voice:
    return Voice(sandbox.url)


@pytest.fixture
def app(sandbox: RunningSandbox, key_file: Path) -> Voice:
    """The App itself, with its JWT."""
    return Voice(sandbox.url, signed_jwt(key_file))


@pytest.fixture
def installed(app: Voice) -> Callable[..., Voice]:
    """Gives an installation with a fresh token, narrowed as the keywords say."""

    def installed(**narrowing: Any) -> Voice:
        made = app.does("POST", "/app/installations/77/access_tokens", narrowing)
        return Voice(app.url, made["token"])

    return installed


@pytest.fixture
def installation(installed: Callable[..., Voice]) -> Voice:
    return installed()


@pytest.fixture
def control(sandbox: RunningSandbox) -> Callable[..., Any]:
    """Turns one of the sandbox's own knobs."""

    def control(path: str, verb: str = "POST", **order: Any) -> Any:
        return Voice(sandbox.url).orders(path, order or None, verb)

    return control


@dataclass(frozen=True)
class Heard:
    """One delivery as it arrived."""

    event: str
    guid: str
    headers: dict[str, str]
    raw: bytes

    @property
    def payload(self) -> dict[str, Any]:
        found = json.loads(self.raw)
        assert isinstance(found, dict)
        return found

    @property
    def name(self) -> str:
        """`issues.opened`, or `ping` for an event without action."""
        action = self.payload.get("action")
        return f"{self.event}.{action}" if action else self.event


class Ear:
    """A webhook receiver on a free port; `status` is what it answers."""

    def __init__(self) -> None:
        self.status = 202
        self.queue: Queue[Heard] = Queue()
        ear = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["Content-Length"]))
                event, guid = self.headers["X-GitHub-Event"], self.headers["X-GitHub-Delivery"]
                ear.queue.put(Heard(event, guid, dict(self.headers), raw))
                self.send_response(ear.status)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/webhook"
        self.thread = Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    def hears(self, count: int = 1) -> list[Heard]:
        """The next deliveries; fails when they do not come."""
        return [self.queue.get(timeout=PATIENCE) for _ in range(count)]

    def hears_until(self, name: str) -> Heard:
        """The next delivery of that name, past all others."""
        while (heard := self.hears()[0]).name != name:
            pass
        return heard

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def ear(control: Callable[..., Any]) -> Iterator[Ear]:
    """A receiver that the sandbox delivers to; its first delivery, the ping, is past."""
    ear = Ear()
    control("webhook", url=ear.url, secret="hush")
    assert ear.hears()[0].event == "ping"
    yield ear
    ear.close()

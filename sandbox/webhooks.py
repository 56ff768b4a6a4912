"""The sender: takes deliveries from the outbox and posts them to their Apps, signed."""

import hmac
import json
from collections import deque
from contextlib import closing
from datetime import timedelta
from hashlib import sha1, sha256
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from queue import Empty
from threading import Thread, Timer
from time import monotonic
from urllib.parse import urlsplit

from sandbox import transcript
from sandbox.acts.webhooks import twin
from sandbox.world.apps import App
from sandbox.world.hooks import Delivery, Held
from sandbox.world.state import World

PATIENCE = 10.0
STATUSES = {0: "failed to connect to host"}
KEPT = 100_000
TICK = 0.2


class Sender:
    """A thread that delivers one after the other; nothing is retried by itself."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._held: deque[Delivery] = deque()
        self._thread = Thread(target=self._run, name="sandbox webhooks", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self.world.outbox.queue.put(None)
        self._thread.join(PATIENCE + 1)

    def _run(self) -> None:
        outbox = self.world.outbox
        while True:
            try:
                delivery = outbox.queue.get(timeout=TICK if outbox.held else None)
            except Empty:
                with self.world.lock:
                    outbox.release_due(self.world.now())
                    self.world.changed.set()
                continue
            if delivery is None:
                return
            for one in self._mischief(delivery):
                send(self.world, one)
            self.world.changed.set()
            outbox.queue.task_done()

    def _mischief(self, delivery: Delivery) -> list[Delivery]:
        """What to send now: perhaps nothing, perhaps twice, perhaps the next one first."""
        with self.world.lock:
            plan = self.world.outbox.mischief
            if delivery.id in self.world.outbox.free:
                self.world.outbox.free.remove(delivery.id)
                return [delivery]
            if plan.twin > 0:
                plan.twin -= 1
                twin(self.world, delivery)
            if plan.hold > 0:
                plan.hold -= 1
                self._hold(delivery, plan.hold_seconds)
                return []
            if plan.drop > 0:
                plan.drop -= 1
                self._lose(delivery)
                return []
            if plan.delay > 0:
                plan.delay -= 1
                self._later(delivery, plan.delay_seconds)
                return []
            if plan.duplicate > 0:
                plan.duplicate -= 1
                return [delivery, delivery]
            if plan.swap > 0 and not self._held:
                plan.swap -= 1
                self._held.append(delivery)
                return []
            held, self._held = list(self._held), deque()
            return [delivery, *held]

    def _lose(self, delivery: Delivery) -> None:
        delivery.delivered_at = self.world.now()
        delivery.status = STATUSES[0]

    def _hold(self, delivery: Delivery, seconds: float | None) -> None:
        until = None if seconds is None else self.world.now() + timedelta(seconds=seconds)
        self.world.outbox.held.append(Held(delivery, until))

    def _later(self, delivery: Delivery, seconds: float) -> None:
        timer = Timer(seconds, send, (self.world, delivery))
        timer.daemon = True
        timer.start()


def send(world: World, delivery: Delivery) -> None:
    """Post one delivery and note what came back."""
    with world.lock:
        app = delivery.app
        if not app.webhook_url:
            return
        body = json.dumps(delivery.payload, separators=(",", ":")).encode()
        headers = headers_of(app, delivery, body)
        url = app.webhook_url
    transcript.told(delivery.event, delivery.action, headers, delivery.payload)
    started = monotonic()
    code, answered, text = _post(url, body, headers)
    with world.lock:
        delivery.request_headers, delivery.response_headers = headers, answered
        delivery.delivered_at = world.now()
        delivery.duration = round(monotonic() - started, 2)
        delivery.status_code, delivery.response_body = code, text
        good = 200 <= code < 300
        world.changed.set()
        delivery.status = "OK" if good else STATUSES.get(code, "Invalid HTTP Response")


def _post(url: str, body: bytes, headers: dict[str, str]) -> tuple[int, dict[str, str], str]:
    """Status, headers and text of the answer; status 0 when there was none."""
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    try:
        with closing(kind(parts.hostname or "", parts.port, timeout=PATIENCE)) as connection:
            connection.request("POST", parts._replace(scheme="", netloc="").geturl(), body, headers)
            answer = connection.getresponse()
            return answer.status, dict(answer.headers), answer.read(KEPT).decode(errors="replace")
    except (OSError, HTTPException, ValueError):
        return 0, {}, ""


def headers_of(app: App, delivery: Delivery, body: bytes) -> dict[str, str]:
    """GitHub's headers, with both signatures if there is a secret."""
    headers = {
        "Content-Type": "application/json",
        "Accept": "*/*",
        "User-Agent": "GitHub-Hookshot/5aa4d9b",
        "X-GitHub-Event": delivery.event,
        "X-GitHub-Delivery": delivery.guid,
        "X-GitHub-Hook-ID": str(app.hook_id),
        "X-GitHub-Hook-Installation-Target-ID": str(app.id),
        "X-GitHub-Hook-Installation-Target-Type": "integration",
    }
    if app.webhook_secret:
        secret = app.webhook_secret.encode()
        headers["X-Hub-Signature"] = f"sha1={hmac.new(secret, body, sha1).hexdigest()}"
        headers["X-Hub-Signature-256"] = f"sha256={hmac.new(secret, body, sha256).hexdigest()}"
    return headers

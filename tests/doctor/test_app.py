"""What is wrong with the App as it is registered, and with the way to GitHub."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from app.doctor.finding import Level
from app.doctor.registration import check_clock, check_permissions
from app.github.doctor_reads import AppFacts
from app.github.permissions import NEEDED_EVENTS, NEEDED_PERMISSIONS
from tests.doctor.clinic import Clinic, clinic, later

ALL_PERMISSIONS = {needed.name: needed.level for needed in NEEDED_PERMISSIONS}


def other_key() -> str:
    key = generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    return pem.decode()


@pytest.mark.parametrize(
    ("seconds", "level"), [(5, Level.FINE), (30, Level.DOUBTFUL), (300, Level.BROKEN)]
)
def test_the_clock_may_differ_a_little(healthy: Clinic, seconds: int, level: Level) -> None:
    url = healthy.settings.github_api_url

    ahead, behind = check_clock(url, later(seconds)()), check_clock(url, later(-seconds)())

    assert (ahead.level, behind.level) == (level, level)
    assert level is Level.FINE or "ahead of GitHub's" in ahead.sentence
    assert level is Level.FINE or "behind GitHub's" in behind.sentence


def test_a_github_that_does_not_answer_is_broken() -> None:
    finding = check_clock("http://127.0.0.1:1/api/v3", later(0)())

    assert finding.level is Level.BROKEN
    assert "GitHub does not answer at http://127.0.0.1:1/api/v3" in finding.sentence


@pytest.mark.parametrize("wrong", ["private_key", "app_id"])
def test_a_wrong_key_or_id_is_not_accepted(healthy: Clinic, wrong: str) -> None:
    given = other_key() if wrong == "private_key" else "99"

    finding = healthy.with_settings(**{wrong: given}).first_trouble()

    assert finding.level is Level.BROKEN
    assert "does not accept SLIPWAY_APP_ID with SLIPWAY_PRIVATE_KEY" in finding.sentence


def test_a_permission_that_the_app_does_not_ask_for_is_found(tmp_path: Path) -> None:
    asked = {name: level for name, level in ALL_PERMISSIONS.items() if name != "workflows"}

    with clinic(tmp_path, app={"permissions": asked}) as sick:
        finding = sick.first_trouble()

    assert finding.level is Level.BROKEN
    assert finding.sentence == "The App does not ask for workflows: write."


@pytest.mark.parametrize("lacking", sorted(ALL_PERMISSIONS))
def test_each_permission_is_asked_for_with_its_reason(lacking: str) -> None:
    asked = {name: level for name, level in ALL_PERMISSIONS.items() if name != lacking}

    finding = check_permissions(AppFacts(1, "slipway", asked, frozenset(NEEDED_EVENTS)))

    assert finding.level is Level.BROKEN
    assert finding.todo[1].startswith(f"  {lacking}: {ALL_PERMISSIONS[lacking]}, for Slipway ")


def test_events_that_the_app_does_not_hear_are_named(tmp_path: Path) -> None:
    heard = [event for event in NEEDED_EVENTS if event != "issues"]

    with clinic(tmp_path, app={"events": heard}) as sick:
        finding = sick.first_trouble()

    assert finding.level is Level.BROKEN
    assert finding.sentence == "The App does not subscribe to issues."


@pytest.mark.parametrize(
    ("url", "level", "said"),
    [
        ("", Level.BROKEN, "webhooks cannot reach"),
        ("https://slipway.example/", Level.DOUBTFUL, "Webhooks go to"),
        ("http://slipway.example/webhook", Level.DOUBTFUL, "Webhooks go to"),
    ],
)
def test_a_webhook_that_goes_nowhere_or_unsafely_is_found(
    tmp_path: Path, url: str, level: Level, said: str
) -> None:
    with clinic(tmp_path, app={"webhook_url": url}) as sick:
        finding = sick.first_trouble()

    assert finding.level is level
    assert said in finding.sentence
    assert finding.todo[0] == "In the App's settings, under “Webhook”:"


@pytest.mark.parametrize(
    ("answer", "level"), [(202, Level.FINE), (401, Level.BROKEN), (503, Level.DOUBTFUL)]
)
def test_the_answer_to_the_last_webhook_tells_of_a_wrong_secret(
    healthy: Clinic, answer: int, level: Level
) -> None:
    with answering(answer) as url:
        healthy.controls("webhook", url=url)
        healthy.sandbox.world.outbox.queue.join()

    [finding] = [one for one in healthy.findings() if "The last webhook" in one.sentence]
    assert finding.level is level


def test_a_webhook_that_nobody_took_is_found(healthy: Clinic) -> None:
    healthy.controls("webhook", url="http://127.0.0.1:1/webhook")
    healthy.sandbox.world.outbox.queue.join()

    finding = healthy.first_trouble()

    assert finding.level is Level.DOUBTFUL
    assert "was not answered (failed to connect to host)" in finding.sentence


@contextmanager
def answering(status: int) -> Iterator[str]:
    """The address of a receiver that answers every webhook with this status."""

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/webhook"
        server.shutdown()
        thread.join()

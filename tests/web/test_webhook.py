"""What is kept of a delivery before GitHub is told that it was received."""

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import redis
from werkzeug.test import TestResponse

from app import queue
from app.github.webhooks import sign
from app.store import deliveries
from tests.environment import WEBHOOK_SECRET
from tests.web.conftest import Start, Web

GUID = "72d3162e-cc78-11e3-81ab-4c9367dc0958"


def deliver(
    web: Web, body: bytes = b'{"action": "opened"}', /, **headers: str | None
) -> TestResponse:
    """Posts a genuine delivery; `event="ping"` replaces a header, None leaves it out."""
    names = {
        "event": "X-GitHub-Event",
        "guid": "X-GitHub-Delivery",
        "signature": "X-Hub-Signature-256",
        "content_type": "Content-Type",
    }
    given = {
        "event": "issues",
        "guid": GUID,
        "signature": sign(WEBHOOK_SECRET, body),
        "content_type": "application/json",
    } | headers
    sent = {names[name]: text for name, text in given.items() if text is not None}
    return web.client.post("/webhook", data=body, headers=sent)


def recorded(web: Web) -> list[int]:
    with web.bench.database.transaction() as tx:
        return deliveries.waiting(tx, web.bench.clock() + timedelta(minutes=1), limit=100)


def sentence(response: TestResponse) -> Any:
    return response.get_json()["error"]


def test_a_delivery_is_on_record_once_it_is_acknowledged(web: Web) -> None:
    body = json.dumps(
        {"action": "opened", "installation": {"id": 7}, "organization": {"login": "acme"}}
    ).encode()

    response = deliver(web, body)

    assert (response.status_code, response.get_json()) == (202, {"delivery": GUID})
    [delivery_id] = recorded(web)
    with web.bench.database.transaction() as tx:
        delivery = deliveries.get(tx, delivery_id)
    assert delivery
    assert (delivery.guid, delivery.event, delivery.installation_id) == (GUID, "issues", 7)
    assert delivery.body == body


def test_the_worker_is_told(web: Web, redis_url: str) -> None:
    deliver(web)

    web.bench.hints.close()
    with redis.Redis.from_url(redis_url) as broker:
        assert broker.llen(queue.QUEUE_NAME) == 1


def test_a_delivery_that_comes_twice_is_recorded_once(web: Web) -> None:
    first, second = deliver(web), deliver(web)

    assert (first.status_code, second.status_code) == (202, 202)
    assert len(recorded(web)) == 1


@pytest.mark.parametrize("signature", [None, "sha256=00", sign("another secret", b"{}")])
def test_what_github_did_not_sign_is_refused(web: Web, signature: str | None) -> None:
    response = deliver(web, b"{}", signature=signature)

    assert response.status_code == 401
    assert "SLIPWAY_WEBHOOK_SECRET" in sentence(response)
    assert recorded(web) == []


def test_both_secrets_are_good_while_they_are_changed(start: Start) -> None:
    web = start(webhook_secret="the former secret, the secret to come")

    statuses = {
        deliver(web, signature=sign(secret, b'{"action": "opened"}')).status_code
        for secret in ("the former secret", "the secret to come")
    }

    assert statuses == {202}


def test_a_ping_is_answered_and_not_kept(web: Web) -> None:
    response = deliver(web, b'{"zen": "Keep it logically awesome."}', event="ping")

    assert response.status_code == 200
    assert "set up" in response.get_json()["message"]
    assert recorded(web) == []


@pytest.mark.parametrize("name", ["event", "guid"])
def test_a_delivery_without_its_headers_is_refused(web: Web, name: str) -> None:
    response = deliver(web, **{name: None})

    assert response.status_code == 400
    assert "X-GitHub-" in sentence(response)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"[" * 100_000])
def test_a_body_that_is_no_object_is_refused(web: Web, body: bytes) -> None:
    response = deliver(web, body)

    assert response.status_code == 400
    assert recorded(web) == []


def test_a_form_is_refused_with_what_to_change(web: Web) -> None:
    response = deliver(web, b"payload=%7B%7D", content_type="application/x-www-form-urlencoded")

    assert response.status_code == 415
    assert "application/json in the App's webhook settings" in sentence(response)


def test_a_body_that_is_too_large_is_refused(start: Start) -> None:
    web = start(webhook_max_bytes="65536")

    response = deliver(web, b"{}" + b" " * 2**16)

    assert response.status_code == 413
    assert "65536 bytes" in sentence(response)


def test_a_body_without_a_length_is_bounded_too(start: Start) -> None:
    web = start(webhook_max_bytes="65536")

    response = web.client.post(
        "/webhook",
        input_stream=io.BytesIO(b" " * 2**20),
        headers={"Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
    )

    assert response.status_code == 413


def test_without_its_database_nothing_is_acknowledged(start: Start, tmp_path: Path) -> None:
    """The database has no tables; GitHub keeps the delivery, and Slipway asks for it later."""
    web = start(database_url=f"sqlite:///{tmp_path / 'empty.db'}")

    response = deliver(web)

    assert response.status_code == 503
    assert "Slipway asks GitHub for this delivery later" in sentence(response)

"""What is kept of a delivery before GitHub is told that it was received."""

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import redis
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import queue
from app.bootstrap import Slipway
from app.github.webhooks import sign
from app.store import deliveries
from app.web import create_app
from tests.environment import WEBHOOK_SECRET
from tests.web.conftest import Build

GUID = "72d3162e-cc78-11e3-81ab-4c9367dc0958"


def deliver(
    client: FlaskClient, body: bytes = b'{"action": "opened"}', /, **headers: str | None
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
    return client.post("/webhook", data=body, headers=sent)


def recorded(slipway: Slipway) -> list[int]:
    with slipway.database.transaction() as tx:
        return deliveries.waiting(tx, slipway.clock() + timedelta(minutes=1), limit=100)


def sentence(response: TestResponse) -> Any:
    return response.get_json()["error"]


def test_a_delivery_is_on_record_once_it_is_acknowledged(
    client: FlaskClient, slipway: Slipway
) -> None:
    body = json.dumps(
        {"action": "opened", "installation": {"id": 7}, "organization": {"login": "acme"}}
    ).encode()

    response = deliver(client, body)

    assert (response.status_code, response.get_json()) == (202, {"delivery": GUID})
    [delivery_id] = recorded(slipway)
    with slipway.database.transaction() as tx:
        delivery = deliveries.get(tx, delivery_id)
    assert delivery
    assert (delivery.guid, delivery.event, delivery.installation_id) == (GUID, "issues", 7)
    assert delivery.body == body


def test_the_worker_is_told(client: FlaskClient, slipway: Slipway, redis_url: str) -> None:
    deliver(client)

    slipway.hints.close()
    with redis.Redis.from_url(redis_url) as broker:
        assert broker.llen(queue.QUEUE_NAME) == 1


def test_a_delivery_that_comes_twice_is_recorded_once(
    client: FlaskClient, slipway: Slipway
) -> None:
    first, second = deliver(client), deliver(client)

    assert (first.status_code, second.status_code) == (202, 202)
    assert len(recorded(slipway)) == 1


@pytest.mark.parametrize("signature", [None, "sha256=00", sign("another secret", b"{}")])
def test_what_github_did_not_sign_is_refused(
    client: FlaskClient, slipway: Slipway, signature: str | None
) -> None:
    response = deliver(client, b"{}", signature=signature)

    assert response.status_code == 401
    assert "SLIPWAY_WEBHOOK_SECRET" in sentence(response)
    assert recorded(slipway) == []


def test_both_secrets_are_good_while_they_are_changed(build: Build) -> None:
    both = build(webhook_secret="the former secret, the secret to come")
    client = create_app(both).test_client()

    statuses = {
        deliver(client, signature=sign(secret, b'{"action": "opened"}')).status_code
        for secret in ("the former secret", "the secret to come")
    }

    assert statuses == {202}


def test_a_ping_is_answered_and_not_kept(client: FlaskClient, slipway: Slipway) -> None:
    response = deliver(client, b'{"zen": "Keep it logically awesome."}', event="ping")

    assert response.status_code == 200
    assert "set up" in response.get_json()["message"]
    assert recorded(slipway) == []


@pytest.mark.parametrize("name", ["event", "guid"])
def test_a_delivery_without_its_headers_is_refused(client: FlaskClient, name: str) -> None:
    response = deliver(client, **{name: None})

    assert response.status_code == 400
    assert "X-GitHub-" in sentence(response)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"[" * 100_000])
def test_a_body_that_is_no_object_is_refused(
    client: FlaskClient, slipway: Slipway, body: bytes
) -> None:
    response = deliver(client, body)

    assert response.status_code == 400
    assert recorded(slipway) == []


def test_a_form_is_refused_with_what_to_change(client: FlaskClient) -> None:
    response = deliver(client, b"payload=%7B%7D", content_type="application/x-www-form-urlencoded")

    assert response.status_code == 415
    assert "application/json in the App's webhook settings" in sentence(response)


def test_a_body_that_is_too_large_is_refused(build: Build) -> None:
    client = create_app(build(webhook_max_bytes="65536")).test_client()

    response = deliver(client, b"{}" + b" " * 2**16)

    assert response.status_code == 413
    assert "65536 bytes" in sentence(response)


def test_a_body_without_a_length_is_bounded_too(build: Build) -> None:
    client = create_app(build(webhook_max_bytes="65536")).test_client()

    response = client.post(
        "/webhook",
        input_stream=io.BytesIO(b" " * 2**20),
        headers={"Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
    )

    assert response.status_code == 413


def test_without_its_database_nothing_is_acknowledged(build: Build, tmp_path: Path) -> None:
    """The database has no tables; GitHub keeps the delivery and can send it again."""
    client = create_app(build(database_url=f"sqlite:///{tmp_path / 'empty.db'}")).test_client()

    response = deliver(client)

    assert response.status_code == 503
    assert "Redeliver" in sentence(response)

"""Slipway takes every webhook that GitHub shows as an example, and none of them upsets it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.github.webhooks import sign
from app.store.deliveries import DeliveryState
from app.usecases import intake
from app.web import create_app
from tests.environment import WEBHOOK_SECRET, settings
from tests.fidelity.description import published
from tests.usecases import inbox as inboxes
from tests.usecases.inbox import Inbox

EXAMPLES: dict[str, list[dict[str, Any]]] = published("examples.json.gz")


@pytest.fixture
def inbox(tmp_path: Path, sqlite_url: str, redis_url: str) -> Iterator[Inbox]:
    with inboxes.opened(tmp_path, database_url=sqlite_url, redis_url=redis_url) as opened:
        yield opened


@pytest.fixture
def client(inbox: Inbox, tmp_path: Path, sqlite_url: str, redis_url: str) -> FlaskClient:
    chosen = settings(tmp_path, database_url=sqlite_url, redis_url=redis_url)
    return create_app(chosen, inbox.bench).test_client()


def test_every_example_is_taken_in_and_handled(client: FlaskClient, inbox: Inbox) -> None:
    """As they are published: from organisations and repositories that are none of ours."""
    for event, payloads in EXAMPLES.items():
        for number, payload in enumerate(payloads):
            assert _posted(client, event, number, payload) == _answer(event)

    intake.take(inbox.bench)

    assert inbox.states() <= {DeliveryState.DONE, DeliveryState.IGNORED}


def test_every_example_is_handled_where_it_concerns_us(client: FlaskClient, inbox: Inbox) -> None:
    inbox.follows(1, 2)
    for event, payloads in EXAMPLES.items():
        for number, payload in enumerate(payloads):
            assert _posted(client, event, number, _ours(payload)) == _answer(event)

    intake.take(inbox.bench)

    assert inbox.states() == {DeliveryState.DONE, DeliveryState.IGNORED}


def _answer(event: str) -> int:
    """A ping asks whether anybody is there, and is not kept."""
    return 200 if event == "ping" else 202


def _posted(client: FlaskClient, event: str, number: int, payload: dict[str, Any]) -> int:
    body = json.dumps(payload).encode()
    headers = {
        "X-GitHub-Event": event,
        "X-GitHub-Delivery": f"{event}-{number}",
        "X-Hub-Signature-256": sign(WEBHOOK_SECRET, body),
        "Content-Type": "application/json",
    }
    return client.post("/webhook", data=body, headers=headers).status_code


def _ours(payload: dict[str, Any]) -> dict[str, Any]:
    """The same from our organisation, and about its control repository if about any."""
    moved = payload | {"organization": {"login": "acme", "id": 1}, "installation": {"id": 3}}
    if isinstance(payload.get("repository"), dict):
        moved["repository"] = payload["repository"] | inboxes.SERVICES
    return moved

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from integration import data
from integration.run import Run


@pytest.fixture
def note(client: httpx.Client, run: Run) -> Iterator[dict[str, Any]]:
    """A note of this run's own, removed afterwards."""
    answer = client.post("/notes", json={"author": run.identity, "text": "Hello"})
    assert answer.status_code == 201
    added: dict[str, Any] = answer.json()
    yield added
    data.remove(client, added["id"])


def test_a_note_can_be_read_again(client: httpx.Client, note: dict[str, Any]) -> None:
    assert client.get(f"/notes/{note['id']}").json() == note


def test_the_notes_of_a_run_are_its_own(
    client: httpx.Client, run: Run, note: dict[str, Any]
) -> None:
    assert client.get("/notes", params={"author": run.identity}).json() == [note]


def test_a_removed_note_is_gone(client: httpx.Client, note: dict[str, Any]) -> None:
    assert client.delete(f"/notes/{note['id']}").status_code == 204

    gone = client.get(f"/notes/{note['id']}")

    assert gone.status_code == 404
    assert gone.json()["detail"]


@pytest.mark.parametrize("sent", [{}, {"author": "ada"}, {"author": "", "text": ""}])
def test_half_a_note_is_refused_with_a_reason(client: httpx.Client, sent: dict[str, str]) -> None:
    refused = client.post("/notes", json=sent)

    assert refused.status_code == 422
    assert refused.json()["detail"]

from collections.abc import Iterator

import httpx
import pytest


@pytest.fixture
def note(client: httpx.Client, run_id: str) -> Iterator[dict[str, str]]:
    """A note of this run's own, removed afterwards."""
    added: dict[str, str] = client.post("/notes", json={"author": run_id, "text": "Hello"}).json()
    yield added
    client.delete(f"/notes/{added['id']}")


def test_a_note_can_be_read_again(client: httpx.Client, note: dict[str, str]) -> None:
    assert client.get(f"/notes/{note['id']}").json() == note


def test_the_notes_of_a_run_are_its_own(
    client: httpx.Client, run_id: str, note: dict[str, str]
) -> None:
    assert client.get("/notes", params={"author": run_id}).json() == [note]


def test_a_removed_note_is_gone(client: httpx.Client, note: dict[str, str]) -> None:
    assert client.delete(f"/notes/{note['id']}").status_code == 204
    assert client.get(f"/notes/{note['id']}").status_code == 404

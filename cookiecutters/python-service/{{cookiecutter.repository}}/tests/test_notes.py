from uuid import uuid4

from fastapi.testclient import TestClient


def test_a_note_can_be_read_again(client: TestClient) -> None:
    added = client.post("/notes", json={"author": "ada", "text": "Hello"})

    assert added.status_code == 201
    assert client.get(f"/notes/{added.json()['id']}").json() == added.json()


def test_everybody_sees_their_own_notes(client: TestClient) -> None:
    client.post("/notes", json={"author": "ada", "text": "Hello"})
    client.post("/notes", json={"author": "grace", "text": "Good morning"})

    found = client.get("/notes", params={"author": "ada"}).json()

    assert [note["text"] for note in found] == ["Hello"]


def test_a_removed_note_is_gone(client: TestClient) -> None:
    added = client.post("/notes", json={"author": "ada", "text": "Hello"}).json()

    assert client.delete(f"/notes/{added['id']}").status_code == 204
    assert client.get(f"/notes/{added['id']}").status_code == 404
    assert client.delete(f"/notes/{added['id']}").status_code == 404


def test_an_empty_note_is_refused(client: TestClient) -> None:
    answer = client.post("/notes", json={"author": "ada", "text": ""})

    assert answer.status_code == 422


def test_a_note_that_never_was_is_not_found(client: TestClient) -> None:
    assert client.get(f"/notes/{uuid4()}").status_code == 404

import pytest
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
    assert client.get("/notes/no-such-note").status_code == 404


LONG = "x" * 101


@pytest.mark.parametrize("query", [{}, {"author": ""}, {"author": LONG}])
def test_whose_notes_has_to_be_said(client: TestClient, query: dict[str, str]) -> None:
    answer = client.get("/notes", params=query)

    assert answer.status_code == 422
    assert answer.json()["detail"].startswith("query.author: ")


@pytest.mark.parametrize("author", ["NaN", "1e999", "[" * 50 + "]" * 50, f'"{LONG}"'])
def test_what_makes_no_sense_is_refused_in_a_sentence(client: TestClient, author: str) -> None:
    body = '{"text": "Hello", "author": ' + author + "}"

    answer = client.post("/notes", content=body, headers={"content-type": "application/json"})

    assert answer.status_code == 422
    assert answer.json()["detail"].startswith("body.author: ")

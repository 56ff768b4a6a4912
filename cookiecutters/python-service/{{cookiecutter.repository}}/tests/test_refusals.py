import pytest
from fastapi.testclient import TestClient

from service.api import create_app
from service.bodies import MOST_BYTES
from service.settings import Settings

JSON = {"content-type": "application/json"}
HELLO = b'{"author": "ada", "text": "Hello"}'


@pytest.mark.parametrize(
    "body", [b"", b"author=ada", b"{}{}", b'{"author": "\xff"}', b'{"author": "\\ud800"}']
)
def test_what_is_no_json_is_400(client: TestClient, body: bytes) -> None:
    answer = client.post("/notes", content=body, headers=JSON)

    assert answer.status_code == 400
    assert " " in answer.json()["detail"]


@pytest.mark.parametrize("body", [b"[]", b"7", b"null", b"{}"])
def test_json_that_is_no_note_is_422(client: TestClient, body: bytes) -> None:
    assert client.post("/notes", content=body, headers=JSON).status_code == 422


def test_json_that_is_nested_without_end_is_400(client: TestClient) -> None:
    answer = client.post("/notes", content=b"[" * 100_000, headers=JSON)

    assert answer.status_code == 400


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_what_says_itself_that_it_is_no_json_is_415(client: TestClient, kind: str) -> None:
    answer = client.post("/notes", content=HELLO, headers={"content-type": kind})

    assert (answer.status_code, answer.json()) == (
        415,
        {"detail": "The body has to be application/json."},
    )


def test_a_body_of_a_megabyte_is_taken_and_a_larger_one_is_413(client: TestClient) -> None:
    largest = HELLO.ljust(MOST_BYTES)

    taken = client.post("/notes", content=largest, headers=JSON)
    declared = client.post("/notes", content=largest + b" ", headers=JSON)
    streamed = client.post("/notes", content=iter([largest, b" "]), headers=JSON)

    assert [taken.status_code, declared.status_code, streamed.status_code] == [201, 413, 413]
    assert declared.json() == streamed.json() == {"detail": "The body is larger than 1 MB."}


def test_a_wrong_method_is_told_the_right_ones(client: TestClient) -> None:
    many, one = client.put("/notes"), client.post("/notes/7")

    assert (many.status_code, many.headers["allow"]) == (405, "GET, HEAD, POST")
    assert (one.status_code, one.headers["allow"]) == (405, "DELETE, GET, HEAD")


def test_what_is_broken_is_not_shown() -> None:
    app = create_app(Settings())

    @app.get("/broken")
    def broken() -> None:
        raise ValueError("a secret")

    answer = TestClient(app, raise_server_exceptions=False).get("/broken")

    assert answer.status_code == 500
    assert answer.json() == {"detail": "Something is wrong on our side."}

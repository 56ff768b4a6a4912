import logging

import pytest
from fastapi.testclient import TestClient


def test_head_is_answered_as_get_without_the_body(client: TestClient) -> None:
    answer = client.head("/version")

    assert (answer.status_code, answer.text) == (200, "")
    assert answer.headers["content-length"] == client.get("/version").headers["content-length"]


def test_a_request_is_logged_by_its_route(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "service"):
        client.get("/notes/secret")

    [line] = caplog.records
    assert line.getMessage() == "request"
    assert line.fields["route"] == "/notes/{id}"  # type: ignore[attr-defined]
    assert line.fields["status"] == 404  # type: ignore[attr-defined]


def test_probes_are_logged_below_info(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "service"):
        client.get("/readyz")

    assert [line.levelname for line in caplog.records] == ["DEBUG"]

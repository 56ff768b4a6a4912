from fastapi.testclient import TestClient

from service.about import NAME
from service.api import create_app
from service.settings import Settings


def test_a_running_service_is_alive_and_ready(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready"}


def test_a_service_that_has_not_started_takes_no_traffic() -> None:
    client = TestClient(create_app(Settings()))

    assert client.get("/readyz").status_code == 503


def test_the_version_is_the_commit_that_runs(client: TestClient) -> None:
    assert client.get("/version").json() == {"name": NAME, "version": "abc123"}

import httpx

from integration.about import SERVICE
from integration.settings import Settings


def test_the_service_is_alive_and_ready(client: httpx.Client) -> None:
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 200


def test_the_service_says_which_version_it_is(client: httpx.Client, settings: Settings) -> None:
    answer = client.get("/version").json()

    assert answer["name"] == SERVICE
    assert answer["version"]
    assert answer["version"] == settings.expected_version or not settings.expected_version

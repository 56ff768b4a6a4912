"""What every test gets: a client of the service, and the run that its data belongs to."""

from collections.abc import Callable, Iterator

import httpx
import pytest

from integration import data
from integration.about import SERVICE
from integration.run import Run, begin
from integration.settings import Settings, read_settings


@pytest.fixture(scope="session")
def settings() -> Settings:
    return read_settings()


@pytest.fixture(scope="session")
def client(settings: Settings) -> Iterator[httpx.Client]:
    """A client of the service at BASE_URL."""
    with httpx.Client(base_url=settings.base_url, timeout=10) as client:
        yield client


@pytest.fixture(scope="session")
def run(client: httpx.Client, settings: Settings) -> Iterator[Run]:
    """This run: all data carries its identity, and goes at the end, however the tests went."""
    run = begin(settings.run_id)
    entry = data.enter(client, run)
    yield run
    data.leave(client, run, entry)


@pytest.fixture(scope="session", autouse=True)
def version(
    client: httpx.Client,
    settings: Settings,
    record_testsuite_property: Callable[[str, object], None],
) -> Iterator[str]:
    """The version that is tested. The report says what was tested where; it has to be one version."""
    before = version_of(client)
    tested = {
        "service": SERVICE,
        "version": before,
        "environment": settings.environment,
        "base_url": settings.base_url,
        "run_id": settings.run_id,
        "deployment_id": settings.deployment_id,
    }
    for name, value in tested.items():
        record_testsuite_property(name, value)
    yield before
    after = version_of(client)
    assert after == before, f"The service went from {before} to {after} while it was tested."


def version_of(client: httpx.Client) -> str:
    return str(client.get("/version").raise_for_status().json()["version"])

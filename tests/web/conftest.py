"""The web process over real databases and a real Redis, without its server."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import bootstrap
from app.bootstrap import Slipway
from app.web import create_app
from tests.environment import settings

Build = Callable[..., Slipway]


@pytest.fixture(params=["sqlite_url", "postgres_url"])
def build(request: pytest.FixtureRequest, tmp_path: Path, redis_url: str) -> Iterator[Build]:
    """Builds Slipway with a database of each kind and an empty Redis; other settings by name."""
    defaults = {"database_url": request.getfixturevalue(request.param), "redis_url": redis_url}
    built: list[Slipway] = []

    def build_one(**values: str) -> Slipway:
        built.append(bootstrap.build(settings(tmp_path, **(defaults | values))))
        return built[-1]

    yield build_one
    for one in built:
        one.hints.close()
        one.database.close()


@pytest.fixture
def slipway(build: Build) -> Slipway:
    return build()


@pytest.fixture
def client(slipway: Slipway) -> FlaskClient:
    return create_app(slipway).test_client()

"""The web process over real databases and a real Redis, without its server."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import bootstrap
from app.usecases.workbench import Workbench
from app.web import create_app
from tests.environment import settings


@dataclass(frozen=True)
class Web:
    """The web process of one configuration, and what it works with."""

    bench: Workbench
    client: FlaskClient


Start = Callable[..., Web]


@pytest.fixture(params=["sqlite_url", "postgres_url"])
def start(request: pytest.FixtureRequest, tmp_path: Path, redis_url: str) -> Iterator[Start]:
    """Starts it with a database of each kind and an empty Redis; other settings by name."""
    defaults = {"database_url": request.getfixturevalue(request.param), "redis_url": redis_url}
    with ExitStack() as cleanup:

        def start_one(**values: str) -> Web:
            chosen = settings(tmp_path, **(defaults | values))
            bench = bootstrap.build(chosen)
            cleanup.callback(bench.database.close)
            cleanup.callback(bench.hints.close)
            return Web(bench, create_app(chosen, bench).test_client())

        yield start_one


@pytest.fixture
def web(start: Start) -> Web:
    return start()

"""Acme as it is before anybody asked for anything: a fresh one, or one that a file shares."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store import schema
from app.store.database import Database
from tests import postgres
from tests.journeys.acme import Acme
from tests.journeys.beginnings import starting
from tests.journeys.start import started


@pytest.fixture
def acme(tmp_path: Path, sqlite_url: str) -> Iterator[Acme]:
    """The starter policy, form and templates in a protected control repository."""
    with started(tmp_path, sqlite_url) as organisation:
        yield organisation


@pytest.fixture
def bare(tmp_path: Path, sqlite_url: str) -> Iterator[Acme]:
    """Without any repository: nobody has set anything up."""
    with starting(tmp_path, sqlite_url) as organisation:
        yield organisation


@pytest.fixture(scope="module")
def busy_acme(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Acme]:
    """The same for all tests of a file, which ask for services of different names."""
    folder = tmp_path_factory.mktemp("acme")
    copied = shutil.copy(sqlite_template, folder / "slipway.db")
    with started(folder, f"sqlite:///{copied}") as organisation:
        yield organisation


@pytest.fixture
def server() -> Iterator[postgres.Server]:
    """A PostgreSQL whose commits outlive its crash."""
    with postgres.server({"max_connections": "20"}) as one:
        database = Database(one.url)
        schema.upgrade(database)
        database.close()
        yield one

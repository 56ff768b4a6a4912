"""Real servers for the tests, each on this machine alone, and nothing beyond it."""

import ipaddress
import itertools
import logging
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import redis
import structlog

from app import embedded_redis
from app.store import schema
from app.store.database import Database
from tests import postgres, sqlite
from tests.fidelity.witness import Witness

_numbers = itertools.count(1)
_witness = Witness()


def pytest_configure() -> None:
    """Forbids connections that leave this machine; logs show errors in few words."""
    sys.addaudithook(_loopback_only)
    _witness.listen()
    sqlite.wait_for_no_disk()
    structlog.configure(processors=list(_plain(structlog.get_config()["processors"])))


def pytest_unconfigure() -> None:
    _witness.leave()


def _plain(processors: list[Any]) -> Iterator[Any]:
    """What is there, but for tracebacks with all variables, each of which takes a second."""
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    for one in processors:
        yield plain if isinstance(one, structlog.dev.ConsoleRenderer) else one


def _loopback_only(event: str, arguments: tuple[Any, ...]) -> None:
    match event, arguments:
        case "socket.connect", [sock, [host, *_]] if sock.family != socket.AF_UNIX:
            pass
        case "socket.getaddrinfo", [str(host), *_]:
            pass
        case _:
            return
    if not _is_loopback(host):
        raise AssertionError(f"A test wanted to reach {host}: only this machine is open.")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(autouse=True)
def as_github_describes_it() -> Iterator[None]:
    """All that a sandbox and its callers said to each other must be as GitHub describes it."""
    yield
    complaints = _witness.complaints()
    if complaints:
        pytest.fail("Not as GitHub describes it:\n  " + "\n  ".join(complaints), pytrace=False)


@pytest.fixture(autouse=True)
def logs_as_they_were() -> Iterator[None]:
    """A command that a test runs in this process sets logs up in its own way, for good."""
    root, chosen = logging.getLogger(), structlog.get_config()
    level = root.level
    yield
    structlog.configure(**chosen)
    root.setLevel(level)
    ours = structlog.stdlib.ProcessorFormatter
    root.handlers = [one for one in root.handlers if not isinstance(one.formatter, ours)]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    with postgres.running() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """The name of a migrated, empty database that others are copied from."""
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE migrated")
    _migrate(_database_url(postgres_server, "migrated"))
    return "migrated"


@pytest.fixture
def postgres_url(postgres_server: str, postgres_template: str) -> str:
    """A migrated, empty PostgreSQL database of the test's own."""
    name = f"test_{next(_numbers)}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {postgres_template}".encode())
    return _database_url(postgres_server, name)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a migrated, empty database that others are copied from."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A migrated, empty SQLite database of the test's own."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'slipway.db')}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A migrated, empty database, once of each kind."""
    fixture = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    opened = Database(request.getfixturevalue(fixture))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def redis_server() -> Iterator[str]:
    with (
        tempfile.TemporaryDirectory(prefix="slipway-redis-") as folder,
        embedded_redis.running(Path(folder)) as url,
    ):
        yield url


@pytest.fixture
def redis_url(redis_server: str) -> str:
    """An empty Redis."""
    with redis.Redis.from_url(redis_server) as client:
        client.flushall()
    return redis_server


def _migrate(url: str) -> None:
    database = Database(url)
    schema.upgrade(database)
    database.close()


def _database_url(server: str, name: str) -> str:
    return server.replace("/postgres?", f"/{name}?")

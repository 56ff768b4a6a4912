"""A fresh database for every run, and the Redis that goes with it."""

import itertools
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

import psycopg

from app.store import schema
from app.store.database import Database
from tests import postgres

_numbers = itertools.count(1)


class Kind(StrEnum):
    """SQLite is run as `slipway` runs by itself: each worker's Redis dies with it."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


@contextmanager
def template(kind: Kind, folder: Path) -> Iterator[str]:
    """The address of a migrated, empty database that others are copied from."""
    if kind is Kind.SQLITE:
        url = f"sqlite:///{folder / 'migrated.db'}"
        _migrate(url)
        yield url
        return
    with postgres.running() as server:
        _order(server, "CREATE DATABASE migrated")
        url = server.replace("/postgres?", "/migrated?")
        _migrate(url)
        yield url


@contextmanager
def copy(template_url: str, folder: Path) -> Iterator[str]:
    """The address of a copy, which is gone afterwards."""
    if template_url.startswith("sqlite"):
        path = folder / "slipway.db"
        shutil.copy(template_url.removeprefix("sqlite:///"), path)
        yield f"sqlite:///{path}"
        return
    name = f"run_{os.getpid()}_{next(_numbers)}"
    server = template_url.replace("/migrated?", "/postgres?")
    _order(server, f"CREATE DATABASE {name} TEMPLATE migrated")
    try:
        yield template_url.replace("/migrated?", f"/{name}?")
    finally:
        _order(server, f"DROP DATABASE {name} WITH (FORCE)")


def _order(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement.encode())


def _migrate(url: str) -> None:
    database = Database(url)
    schema.upgrade(database)
    database.close()

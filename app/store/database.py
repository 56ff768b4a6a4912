"""Transactions on SQLite or PostgreSQL, and what happens after they are committed."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, func, make_url, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_SECONDS = 15.0
"""How long a SQLite transaction waits for another process that writes, if nothing else is said."""

_COLLISION_PAUSE_SECONDS = 0.02

# A server that vanished without a word is noticed in these times; the address may say otherwise.
_POSTGRESQL_PATIENCE = {
    "connect_timeout": "5",
    "tcp_user_timeout": "15000",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "2",
}


class Transaction:
    """One database transaction; `after_commit` calls run only if it was committed."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._after_commit: list[Callable[[], None]] = []

    def after_commit(self, call: Callable[[], None]) -> None:
        """Run `call` once this transaction is durable: the way to hand work on."""
        self._after_commit.append(call)

    def insert(self, table: Table) -> postgresql.Insert | sqlite.Insert:
        """An INSERT that can say ON CONFLICT, which both databases know but spell apart."""
        if self.connection.dialect.name == "postgresql":
            return postgresql.insert(table)
        return sqlite.insert(table)

    def lock(self, name: str, *, shared: bool = False) -> None:
        """Until this transaction ends, no other one gets the lock of that name.

        Several may share it. For what has no row yet that could be locked; SQLite lets one write
        at a time anyway.
        """
        if self.connection.dialect.name == "postgresql":
            take = func.pg_advisory_xact_lock_shared if shared else func.pg_advisory_xact_lock
            self.connection.execute(select(take(func.hashtextextended(name, 0))))

    def run_after_commit(self) -> None:
        """Run the calls in the order in which they were given."""
        for call in self._after_commit:
            call()


class Database:
    """A database by its SQLAlchemy address; safe to share between threads, not across a fork."""

    def __init__(self, url: str, busy_seconds: float = BUSY_SECONDS) -> None:
        self.url = make_url(url)
        self.engine = _engine(url, busy_seconds)

    @property
    def is_sqlite(self) -> bool:
        """SQLite serves one machine and one worker process."""
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Commit at the end, roll back on an exception.

        Raises sqlalchemy.exc.DBAPIError; `app.store.outage` tells whether the database is locked,
        away or full.
        """
        with self.engine.begin() as connection:
            transaction = Transaction(connection)
            yield transaction
        transaction.run_after_commit()

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """Read without holding up whoever writes, and without waiting for them.

        Raises sqlalchemy.exc.OperationalError when the database is away.
        """
        with self.engine.connect() as connection:
            yield Transaction(connection.execution_options(slipway_only_reads=True))

    def rehearsing(self) -> "Database":
        """The same database, each of whose transactions is undone at its end.

        To find out what would be; calls that wait for a commit are never made.
        """
        return _Rehearsal(self)

    def answers(self) -> bool:
        """Whether the database takes a query right now."""
        try:
            with self.reading() as tx:
                tx.connection.exec_driver_sql("SELECT 1")
        except OperationalError:
            return False
        return True

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


class _Rehearsal(Database):
    def __init__(self, real: Database) -> None:
        self.url, self.engine = real.url, real.engine

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        with self.engine.connect() as connection:
            undone = connection.begin()
            try:
                yield Transaction(connection)
            finally:
                undone.rollback()


def _engine(url: str, busy_seconds: float) -> Engine:
    # What people typed and what webhooks carried must not reach a log by way of an error's text.
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        query = _POSTGRESQL_PATIENCE | dict(parsed.query)
        parsed = parsed.set(drivername="postgresql+psycopg", query=query)
        return create_engine(parsed, pool_pre_ping=True, hide_parameters=True)
    if parsed.database and parsed.database != ":memory:":
        # Rows tell what private repositories hold: a folder that we make is for this user alone.
        Path(parsed.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = create_engine(parsed, connect_args={"timeout": busy_seconds}, hide_parameters=True)

    def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        assert isinstance(connection, sqlite3.Connection)
        _prepare_sqlite(connection, busy_seconds)

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, busy_seconds: float) -> None:
    # The driver's own transaction control would begin late and then collide; ours begins at once.
    connection.isolation_level = None
    _write_ahead(connection, time.monotonic() + busy_seconds)
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


def _write_ahead(connection: sqlite3.Connection, deadline: float) -> None:
    """Turn the write-ahead log on, which a file keeps.

    Where two processes do so with a new file at the same time, SQLite refuses one of them at once:
    to wait for each other's lock would be for ever.
    """
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() >= deadline:
                raise
            time.sleep(_COLLISION_PAUSE_SECONDS)
        else:
            return


def _begin_immediate(connection: Connection) -> Any:
    reads = connection.get_execution_options().get("slipway_only_reads", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

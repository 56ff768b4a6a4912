"""What is wrong with a database is told from the errors that it really raises."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool

from app.store import outage
from app.store.database import Database
from app.store.outage import Kind


def raised_by(act: Callable[[], object]) -> SQLAlchemyError:
    with pytest.raises(SQLAlchemyError) as caught:
        act()
    return caught.value


def kind_of(error: SQLAlchemyError) -> Kind | None:
    found = outage.of(error)
    return found.kind if found else None


def write(database: Database) -> None:
    with database.transaction() as tx:
        tx.connection.execute(text("CREATE TABLE anything (id INTEGER)"))


def test_a_sqlite_file_that_another_process_writes_to_is_locked(sqlite_url: str) -> None:
    database = Database(sqlite_url, busy_seconds=0)
    with closing(sqlite3.connect(str(database.url.database))) as other:
        other.execute("BEGIN IMMEDIATE")

        assert kind_of(raised_by(lambda: write(database))) is Kind.LOCKED
    database.close()


def test_a_sqlite_file_in_a_place_that_is_none_is_unwritable(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'slipway.db'}")
    (tmp_path / "slipway.db").mkdir()

    assert kind_of(raised_by(lambda: write(database))) is Kind.UNWRITABLE


def test_a_postgresql_that_is_not_there_is_away(tmp_path: Path) -> None:
    database = Database(f"postgresql://slipway@/slipway?host={tmp_path}")

    assert kind_of(raised_by(lambda: write(database))) is Kind.AWAY


def test_a_postgresql_that_ends_our_connection_is_away(postgres_url: str) -> None:
    database = Database(postgres_url)

    def be_ended() -> None:
        with database.transaction() as tx:
            tx.connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    assert kind_of(raised_by(be_ended)) is Kind.AWAY
    write(database)
    database.close()


def test_a_postgresql_lock_that_lasts_too_long_is_told(postgres_url: str) -> None:
    database = Database(postgres_url)

    def wait() -> None:
        with database.transaction() as one, database.transaction() as another:
            one.connection.execute(text("LOCK TABLE deliveries"))
            another.connection.execute(text("SET LOCAL lock_timeout = '10ms'"))
            another.connection.execute(text("SELECT 1 FROM deliveries"))

    assert kind_of(raised_by(wait)) is Kind.LOCKED
    database.close()


@pytest.mark.parametrize(
    ("state", "kind"),
    [("53100", Kind.FULL), ("53300", Kind.AWAY), ("25006", Kind.UNWRITABLE), ("42P01", None)],
)
def test_postgresql_names_what_is_wrong_by_number(
    postgres_url: str, state: str, kind: Kind | None
) -> None:
    """The server raises the very error that it raises when its disk is full, and so on."""
    database = Database(postgres_url)

    def fail() -> None:
        with database.transaction() as tx:
            raising = f"DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{state}'; END $$"
            tx.connection.execute(text(raising))

    assert kind_of(raised_by(fail)) is kind
    database.close()


def test_no_connection_left_in_the_pool_is_away() -> None:
    engine = create_engine(
        "sqlite://", poolclass=QueuePool, pool_size=1, max_overflow=0, pool_timeout=0
    )

    with engine.connect():
        assert kind_of(raised_by(engine.connect)) is Kind.AWAY
    engine.dispose()


def test_an_error_that_is_no_databases_is_no_outage() -> None:
    assert outage.of(ValueError("no")) is None

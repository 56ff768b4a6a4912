"""The migrations make exactly the tables that the code names."""

from contextlib import suppress
from datetime import datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy.exc import StatementError

from app.store import requests, schema
from app.store.database import Database
from app.store.schema import Standing
from app.store.tables import metadata


def test_the_migrated_database_has_the_tables_of_the_code(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, metadata)

    assert differences == []


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    assert schema.standing(database) is Standing.CURRENT

    schema.upgrade(database)

    assert schema.standing(database) is Standing.CURRENT


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="without time zone"), database.transaction() as tx:
        requests.want(tx, "acme", 1, datetime(2026, 3, 2))  # noqa: DTZ001 - the mistake


def test_what_is_handed_on_waits_for_the_commit_and_is_dropped_with_it(
    database: Database,
) -> None:
    told: list[str] = []

    with database.transaction() as tx:
        tx.after_commit(lambda: told.append("committed"))
        assert told == []
    _rolls_back_after_handing_on(database, told)

    assert told == ["committed"]


def _rolls_back_after_handing_on(database: Database, told: list[str]) -> None:
    with suppress(ZeroDivisionError), database.transaction() as tx:
        tx.after_commit(lambda: told.append("rolled back"))
        raise ZeroDivisionError

"""Rows of earlier versions are read by this one; statements of theirs hold in its schema."""

from datetime import UTC, datetime, timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import select

from app.domain.state import State
from app.store import deliveries, pairs, requests, schema, services, tables
from app.store.database import Database
from app.store.schema import Standing
from tests.versions import sample

LATER = datetime.now(UTC) + timedelta(days=3650)


@pytest.fixture(params=sample.VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


def test_rows_of_an_earlier_version_are_all_there_and_can_be_read(
    database: Database, version: str
) -> None:
    sample.make(database, version)

    schema.upgrade(database)

    assert schema.standing(database) is Standing.CURRENT
    with database.transaction() as tx:
        rows = [requests.get(tx, request_id) for request_id in (1, 2, 3)]
        found = {row.state: row for row in rows if row is not None}
        built = pairs.of_request(tx, found[State.BUILDING].id)
        service = services.get(tx, "acme", "billing")
        waiting = deliveries.waiting(tx, LATER, 100)
        due = requests.due(tx, LATER, 100, {"acme"})
    assert set(found) == {State.LIVE, State.AWAITING_APPROVAL, State.BUILDING}
    assert built is not None
    assert service is not None
    assert len(waiting) > 1
    assert found[State.BUILDING].id in due


def test_an_upgraded_database_has_the_tables_of_the_code(database: Database, version: str) -> None:
    sample.make(database, version)

    schema.upgrade(database)

    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, tables.metadata) == []


def test_the_version_before_may_work_with_the_tables_of_this_one(database: Database) -> None:
    """Its processes are stopped one after another, when the tables are there already."""
    with database.reading() as tx:
        readable_since = tx.connection.execute(select(tables.compatibility)).scalar_one()

    assert readable_since <= max(sample.VERSIONS)


def test_an_earlier_version_goes_on_beside_this_one(database: Database, version: str) -> None:
    """What it says to an empty database, from the first delivery to a live pair."""
    said = sample.statements(version, database.engine.dialect.name)

    with database.engine.connect() as connection:
        for statement, parameters in said:
            # SQLAlchemy's own connection has begun.
            if statement not in {"BEGIN", "BEGIN IMMEDIATE"}:
                connection.exec_driver_sql(statement, parameters or None)
        connection.commit()

    with database.transaction() as tx:
        found = tx.connection.execute(tables.deliveries.select()).first()
        assert found is not None
        assert found.attempts == 0

"""Old and new versions of the program beside one schema: who may work with it, who refuses."""

import pytest
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from app.store import schema, tables
from app.store.database import Database
from app.store.schema import SchemaRefusal, Standing

FUTURE = "9999"


def of_a_later_version(database: Database, readable_since: str) -> None:
    """As a program of the future leaves the schema, for all that this one can tell."""
    with database.transaction() as tx:
        newer = text("UPDATE alembic_version SET version_num = :revision")
        tx.connection.execute(newer, {"revision": FUTURE})
        tx.connection.execute(tables.compatibility.update(), {"readable_since": readable_since})


def revision(database: Database) -> str | None:
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def test_a_later_schema_that_says_so_is_worked_with_and_left_as_it_is(database: Database) -> None:
    of_a_later_version(database, readable_since="0002")

    schema.upgrade(database)

    assert schema.standing(database) is Standing.NEWER
    assert schema.is_usable(database)
    assert revision(database) == FUTURE


def test_a_later_schema_that_this_version_cannot_read_is_refused(database: Database) -> None:
    of_a_later_version(database, readable_since=FUTURE)

    with pytest.raises(SchemaRefusal, match="A later version made the database's schema"):
        schema.upgrade(database)

    assert schema.standing(database) is Standing.TOO_NEW
    assert not schema.is_usable(database)


def test_a_later_schema_without_a_word_on_it_is_refused(database: Database) -> None:
    of_a_later_version(database, readable_since="0002")
    with database.transaction() as tx:
        tx.connection.execute(text("DROP TABLE compatibility"))

    assert schema.standing(database) is Standing.TOO_NEW


def test_an_earlier_schema_is_brought_forward(database: Database) -> None:
    schema.downgrade(database, "0001")
    before = schema.standing(database)

    schema.upgrade(database)

    assert before is Standing.OLDER
    assert not before.is_usable
    assert schema.standing(database) is Standing.CURRENT


def test_every_migration_can_be_undone_and_made_again(database: Database) -> None:
    with database.engine.connect() as connection:
        whole = set(inspect(connection).get_table_names())

    schema.downgrade(database, "0001")
    with database.engine.connect() as connection:
        of_0001 = set(inspect(connection).get_table_names())
    schema.upgrade(database)

    assert whole - of_0001 == {
        "audit",
        "budgets",
        "case_facts",
        "call_totals",
        "chores",
        "commit_checks",
        "compatibility",
        "integration_runs",
        "law_notices",
        "redeliveries",
        "spendings",
        "template_checks",
    }
    with database.engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) == whole


@pytest.mark.parametrize("wanted", ["base", "9999", "0001; DROP TABLE requests"])
def test_a_schema_is_taken_back_to_a_known_revision_only(database: Database, wanted: str) -> None:
    with pytest.raises(SchemaRefusal, match="This version knows: 0001, 0002"):
        schema.downgrade(database, wanted)

    assert schema.standing(database) is Standing.CURRENT


def test_a_schema_is_taken_back_by_the_version_that_made_it(database: Database) -> None:
    of_a_later_version(database, readable_since="0001")

    with pytest.raises(SchemaRefusal, match="did not make it"):
        schema.downgrade(database, "0001")

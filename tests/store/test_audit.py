"""The audit keeps what it was given: the database itself refuses any change."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import DBAPIError

from app.store import audit
from app.store.audit import Action, Entry
from app.store.database import Database
from app.store.tables import audit as table

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


def entry(
    action: str = Action.APPROVED, request_id: int | None = 1, organisation: str = "acme"
) -> Entry:
    return Entry(organisation, request_id, NOW, "slipway", action, "All agree.", "d1", {"a": 1})


def put(database: Database, *entries: Entry) -> None:
    with database.transaction() as tx:
        for one in entries:
            audit.add(tx, one)


@pytest.mark.parametrize("change", ["an update", "a deletion"])
def test_an_entry_can_neither_be_changed_nor_deleted(database: Database, change: str) -> None:
    put(database, entry())
    statement = update(table).values(actor="me") if change == "an update" else delete(table)

    with pytest.raises(DBAPIError, match="append-only"), database.transaction() as tx:
        tx.connection.execute(statement)

    with database.transaction() as tx:
        assert audit.of_request(tx, "acme", 1) == [entry()]


def test_an_entry_of_sqlite_cannot_be_replaced_under_its_id(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    put(database, entry())
    replacement = (
        "INSERT OR REPLACE INTO audit (id, organisation, request_id, at, actor, action, reason, "
        "digest, data) SELECT id, organisation, request_id, at, 'me', action, reason, digest, data "
        "FROM audit"
    )

    with pytest.raises(DBAPIError, match="append-only"), database.transaction() as tx:
        tx.connection.execute(text(replacement))

    put(database, entry(Action.BLOCKED))
    with database.transaction() as tx:
        assert audit.of_request(tx, "acme", 1) == [entry(), entry(Action.BLOCKED)]
    database.close()


def test_all_entries_at_once_cannot_be_dropped_either(postgres_url: str) -> None:
    database = Database(postgres_url)
    put(database, entry())

    with pytest.raises(DBAPIError, match="append-only"), database.transaction() as tx:
        tx.connection.execute(text("TRUNCATE audit"))

    with database.transaction() as tx:
        assert tx.connection.execute(select(func.count()).select_from(table)).scalar() == 1
    database.close()


def test_the_story_of_a_request_is_its_own_and_in_order(database: Database) -> None:
    first, second = entry(Action.AWAITING_APPROVAL), entry(Action.APPROVED)
    put(database, first, entry(request_id=2), second, entry(organisation="globex"))

    with database.transaction() as tx:
        assert audit.of_request(tx, "acme", 1) == [first, second]


def test_the_last_of_some_actions_is_found_behind_others(database: Database) -> None:
    put(database, entry(Action.BLOCKED), entry(Action.APPROVED), entry("github write"))

    with database.transaction() as tx:
        last = audit.last_of(tx, "acme", 1, {Action.BLOCKED, Action.APPROVED})
        none = audit.last_of(tx, "acme", 1, {Action.LIVE})

    assert last == entry(Action.APPROVED)
    assert none is None

"""What is missing, what is asked for next, and what is forgotten."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

from app.store import redeliveries, tables
from app.store.database import Database
from app.store.deliveries import DeliveryState

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def expect(database: Database, guid: str, at: datetime = NOW, delivery_id: int = 2**40) -> bool:
    with database.transaction() as tx:
        return redeliveries.expect(tx, guid, delivery_id, at)


def arrives(database: Database, guid: str) -> None:
    row = {"guid": guid, "event": "issues", "body": b"{}", "received_at": NOW}
    with database.transaction() as tx:
        tx.connection.execute(insert(tables.deliveries).values(state=DeliveryState.WAITING, **row))


def next_ones(database: Database, at: datetime = NOW, limit: int = 10) -> list[str]:
    with database.transaction() as tx:
        found = redeliveries.to_ask(tx, {1: at - HOUR, 2: at - 2 * HOUR}, limit)
    return [one.guid for one in found]


def ask(database: Database, guid: str, at: datetime = NOW) -> None:
    with database.transaction() as tx:
        [one] = [one for one in redeliveries.to_ask(tx, {1: at, 2: at}, 10) if one.guid == guid]
        redeliveries.mark_asked(tx, one, at)


def test_what_never_came_in_is_told_from_what_did(database: Database) -> None:
    arrives(database, "came")

    with database.transaction() as tx:
        assert redeliveries.unrecorded(tx, ["came", "lost"]) == {"lost"}


def test_what_is_missing_is_news_once(database: Database) -> None:
    assert expect(database, "lost")
    assert not expect(database, "lost")


def test_the_last_attempt_is_the_one_to_repeat(database: Database) -> None:
    expect(database, "lost", NOW, delivery_id=2)
    expect(database, "lost", NOW + HOUR, delivery_id=3)
    expect(database, "lost", NOW - HOUR, delivery_id=1)

    with database.transaction() as tx:
        [one] = redeliveries.to_ask(tx, {}, 10)
    assert one.delivery_id == 3


def test_the_never_asked_come_first_then_the_oldest(database: Database) -> None:
    expect(database, "asked", NOW - 3 * HOUR)
    ask(database, "asked", NOW - 2 * HOUR)
    expect(database, "newer", NOW)
    expect(database, "older", NOW - HOUR)

    assert next_ones(database) == ["older", "newer", "asked"]
    assert next_ones(database, limit=1) == ["older"]


def test_each_further_ask_waits_for_its_own_pause(database: Database) -> None:
    expect(database, "lost")
    ask(database, "lost")

    assert next_ones(database, NOW + HOUR - timedelta(seconds=1)) == []
    assert next_ones(database, NOW + HOUR) == ["lost"]

    ask(database, "lost", NOW + HOUR)
    assert next_ones(database, NOW + 2 * HOUR) == []
    assert next_ones(database, NOW + 3 * HOUR) == ["lost"]


def test_an_ask_that_github_refused_does_not_count(database: Database) -> None:
    expect(database, "lost")
    with database.transaction() as tx:
        [one] = redeliveries.to_ask(tx, {}, 1)
        redeliveries.mark_asked(tx, one, NOW)
        redeliveries.mark_refused(tx, one)

    assert next_ones(database) == ["lost"]


def test_what_is_on_its_way_is_counted(database: Database) -> None:
    for guid in ("one", "two"):
        expect(database, guid)
    ask(database, "one")

    with database.transaction() as tx:
        assert redeliveries.under_way(tx, NOW) == 1
        assert redeliveries.open_count(tx) == 2


def test_what_came_in_or_is_too_old_is_forgotten(database: Database) -> None:
    for guid, at in (("came", NOW), ("old", NOW - HOUR), ("lost", NOW)):
        expect(database, guid, at)
    arrives(database, "came")

    with database.transaction() as tx:
        assert redeliveries.forget_arrived(tx) == 1
        assert redeliveries.forget_older(tx, NOW) == 1

    assert next_ones(database) == ["lost"]

"""Deliveries: each guid once, none forgotten."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

from app.store import deliveries
from app.store.database import Database
from app.store.deliveries import DeliveryState

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def recorded(database: Database, guid: str = "g-1", body: bytes = b"{}") -> int | None:
    with database.transaction() as tx:
        return deliveries.record(
            tx,
            guid=guid,
            event="issues",
            action="opened",
            installation_id=77,
            organisation="acme",
            body=body,
            received_at=NOW,
        )


def test_a_delivery_is_kept_byte_for_byte(database: Database) -> None:
    body = b'{"text": "\x00\xff\xe2\x80\xae"}'
    row_id = recorded(database, body=body)
    assert row_id is not None

    with database.transaction() as tx:
        kept = deliveries.get(tx, row_id)

    assert kept is not None
    assert kept.body == body
    assert kept.received_at == NOW
    assert kept.state is DeliveryState.WAITING


def test_a_guid_is_recorded_once(database: Database) -> None:
    assert recorded(database) is not None
    assert recorded(database, body=b"another") is None


def test_a_guid_that_arrives_many_times_at_once_is_recorded_once(database: Database) -> None:
    start = Barrier(6)

    def arrives() -> int | None:
        start.wait()
        return recorded(database)

    with ThreadPoolExecutor(6) as threads:
        asked = [threads.submit(arrives) for _ in range(6)]

    assert sum(one.result() is not None for one in asked) == 1


def test_what_waits_is_listed_oldest_first_and_only_if_old_enough(database: Database) -> None:
    numbers = [recorded(database, f"g-{number}") for number in range(3)]

    with database.transaction() as tx:
        assert deliveries.waiting(tx, NOW, 10) == numbers
        assert deliveries.waiting(tx, NOW, 2) == numbers[:2]
        assert deliveries.waiting(tx, NOW - timedelta(seconds=1), 10) == []


def test_a_delivery_that_was_handled_waits_no_longer(database: Database) -> None:
    row_id = recorded(database)
    assert row_id is not None

    with database.transaction() as tx:
        deliveries.finish(tx, row_id, DeliveryState.DONE, "1 to look at", NOW)

    with database.transaction() as tx:
        assert deliveries.waiting(tx, NOW, 10) == []
        kept = deliveries.get(tx, row_id)
    assert kept is not None
    assert kept.state is DeliveryState.DONE


def test_a_delivery_that_is_not_there_is_none(database: Database) -> None:
    with database.transaction() as tx:
        assert deliveries.get(tx, 99) is None

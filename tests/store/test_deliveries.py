"""Deliveries: each guid once, none forgotten."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

from app.store import deliveries
from app.store.database import Database
from app.store.deliveries import Arrival, Delivery, DeliveryState, Kept, Outcome

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def arrival(guid: str = "g-1", body: bytes = b"{}") -> Arrival:
    return Arrival(
        guid=guid,
        event="issues",
        action="opened",
        installation_id=77,
        organisation="acme",
        body=body,
        received_at=NOW,
    )


def recorded(database: Database, guid: str = "g-1", body: bytes = b"{}") -> Kept:
    with database.transaction() as tx:
        return deliveries.record(tx, [arrival(guid, body)])[guid]


def failed(database: Database, row_id: int, times: int = 1) -> DeliveryState | None:
    """As it is after so many attempts in vain."""
    state: DeliveryState | None = None
    for _ in range(times):
        with database.transaction() as tx:
            state = deliveries.fail(tx, row_id, "ValueError: no", NOW)
    return state


def found(database: Database, row_id: int) -> Delivery:
    with database.transaction() as tx:
        kept = deliveries.get(tx, row_id)
    assert kept is not None
    return kept


def test_a_delivery_is_kept_byte_for_byte(database: Database) -> None:
    body = b'{"text": "\x00\xff\xe2\x80\xae"}'

    kept = found(database, recorded(database, body=body).id)

    assert kept.body == body
    assert kept.received_at == NOW
    assert kept.state is DeliveryState.WAITING


def test_a_guid_is_recorded_once(database: Database) -> None:
    first, second = recorded(database), recorded(database, body=b"another")

    assert second == Kept(first.id, is_waiting=False)
    assert found(database, first.id).body == b"{}"


def test_many_are_recorded_at_once_and_each_hears_where(database: Database) -> None:
    known = recorded(database, "g-2")

    with database.transaction() as tx:
        kept = deliveries.record(tx, [arrival(f"g-{number}") for number in (3, 1, 2, 1)])

    assert kept.keys() == {"g-1", "g-2", "g-3"}
    assert kept["g-2"].id == known.id
    assert {found(database, one.id).guid for one in kept.values()} == kept.keys()


def test_a_guid_that_arrives_many_times_at_once_is_recorded_once(database: Database) -> None:
    start = Barrier(6)

    def arrives() -> Kept:
        start.wait()
        return recorded(database)

    with ThreadPoolExecutor(6) as threads:
        asked = [threads.submit(arrives) for _ in range(6)]

    assert len({one.result().id for one in asked}) == 1
    assert sum(one.result().is_waiting for one in asked) == 1


def test_processes_that_record_the_same_deliveries_do_not_wait_for_each_other(
    database: Database,
) -> None:
    """In opposite orders, each would hold what the other one needs."""
    start = Barrier(2)
    guids = [f"g-{number}" for number in range(200)]

    def arrive(order: list[str]) -> set[int]:
        start.wait()
        with database.transaction() as tx:
            return {one.id for one in deliveries.record(tx, map(arrival, order)).values()}

    with ThreadPoolExecutor(2) as threads:
        asked = [threads.submit(arrive, order) for order in (guids, guids[::-1])]

    assert asked[0].result() == asked[1].result()


def test_what_waits_is_listed_oldest_first_and_only_if_old_enough(database: Database) -> None:
    ids = [recorded(database, f"g-{number}").id for number in range(3)]

    with database.transaction() as tx:
        assert deliveries.waiting(tx, NOW, 10) == ids
        assert deliveries.waiting(tx, NOW, 2) == ids[:2]
        assert deliveries.waiting(tx, NOW - timedelta(seconds=1), 10) == []


def test_what_waits_is_taken_oldest_first_up_to_a_number(database: Database) -> None:
    ids = [recorded(database, f"g-{number}").id for number in range(3)]

    with database.transaction() as tx:
        taken = deliveries.take(tx, NOW, most=2, most_bytes=100)

    assert [one.id for one in taken] == ids[:2]


def test_bodies_are_taken_up_to_a_size_but_at_least_one(database: Database) -> None:
    ids = [recorded(database, f"g-{number}", body=b"x" * 60).id for number in range(3)]

    with database.transaction() as tx:
        assert [one.id for one in deliveries.take(tx, NOW, 10, most_bytes=120)] == ids[:2]
        assert [one.id for one in deliveries.take(tx, NOW, 10, most_bytes=1)] == ids[:1]


def test_what_another_worker_took_is_passed_over(postgres_url: str) -> None:
    """On PostgreSQL; SQLite lets no second transaction begin."""
    database = Database(postgres_url)
    ids = [recorded(database, f"g-{number}").id for number in range(3)]

    with database.transaction() as one, database.transaction() as another:
        first = deliveries.take(one, NOW, most=2, most_bytes=100)
        second = deliveries.take(another, NOW, most=2, most_bytes=100)
        assert deliveries.take_one(another, ids[0]) is None

    assert [[taken.id for taken in each] for each in (first, second)] == [ids[:2], ids[2:]]
    database.close()


def test_a_delivery_that_was_handled_waits_no_longer(database: Database) -> None:
    row_id = recorded(database).id

    with database.transaction() as tx:
        outcome = Outcome(row_id, DeliveryState.DONE, "1 to look at")
        deliveries.finish(tx, [outcome], NOW)

    with database.transaction() as tx:
        assert deliveries.waiting(tx, NOW, 10) == []
        assert deliveries.take_one(tx, row_id) is None
    assert found(database, row_id).state is DeliveryState.DONE


def test_a_failed_attempt_is_followed_by_another_after_a_while(database: Database) -> None:
    row_id = recorded(database).id

    assert failed(database, row_id) is DeliveryState.WAITING

    with database.transaction() as tx:
        before = deliveries.take(tx, NOW - timedelta(seconds=1), 10, 100)
        after = deliveries.take(tx, NOW, 10, 100)
    assert [len(before), len(after)] == [0, 1]
    assert after[0].attempts == 1


def test_a_delivery_that_failed_five_times_is_parked(database: Database) -> None:
    row_id = recorded(database).id

    assert failed(database, row_id, times=4) is DeliveryState.WAITING
    assert failed(database, row_id) is DeliveryState.FAILED

    with database.transaction() as tx:
        assert deliveries.take(tx, NOW, 10, 100) == []


def test_what_is_handled_meanwhile_does_not_fail(database: Database) -> None:
    row_id = recorded(database).id
    with database.transaction() as tx:
        deliveries.finish(tx, [Outcome(row_id, DeliveryState.DONE, "")], NOW)

    assert failed(database, row_id) is None
    assert found(database, row_id).state is DeliveryState.DONE


def test_a_parked_delivery_is_handled_again_when_somebody_asks(database: Database) -> None:
    row_id = recorded(database).id
    failed(database, row_id, times=5)

    with database.transaction() as tx:
        assert deliveries.again(tx, row_id)
        assert not deliveries.again(tx, row_id + 1)

    kept = found(database, row_id)
    assert (kept.state, kept.attempts) == (DeliveryState.WAITING, 0)


def test_a_parked_delivery_that_github_sends_again_waits_again(database: Database) -> None:
    row_id = recorded(database).id
    failed(database, row_id, times=5)

    assert recorded(database) == Kept(row_id, is_waiting=True)

    assert found(database, row_id).state is DeliveryState.WAITING


def test_a_delivery_that_is_not_there_is_none(database: Database) -> None:
    with database.transaction() as tx:
        assert deliveries.get(tx, 99) is None
        assert deliveries.take_one(tx, 99) is None
        assert deliveries.fail(tx, 99, "no", NOW) is None

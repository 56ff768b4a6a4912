"""What operators are told of the rows."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from app.domain.state import State
from app.store import figures, overview, requests
from app.store.database import Database
from app.store.requests import RequestRow
from app.store.tables import budgets, call_totals, deliveries, redeliveries, spendings

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
LEASE = timedelta(minutes=2)
STEP = {"what": "A step stopped.", "why": "GitHub said no.", "next": "Mend it."}


def a_request(database: Database, number: int, **values: object) -> RequestRow:
    """A request with these columns, which nobody works on."""
    with database.transaction() as tx:
        request_id = requests.want(tx, "acme", number, NOW)
        row = requests.claim(tx, request_id, NOW, LEASE)
        assert row is not None
        requests.save(tx, row, NOW, **{"seen": 1, **values})
        released = requests.release(tx, row)
    assert released is not None
    return released


def a_delivery(database: Database, guid: str, state: str, at: datetime = NOW) -> None:
    with database.transaction() as tx:
        values = {"guid": guid, "event": "issues", "body": b"{}", "received_at": at}
        tx.connection.execute(deliveries.insert().values(**values, state=state))


def _spend(connection: Connection, kind: str, at: datetime, **sums: int) -> None:
    values = {"installation_id": 7, "resource": "core", "kind": kind, "at": at}
    connection.execute(spendings.insert().values(**values, **sums))


def test_reading_neither_waits_for_a_writer_nor_holds_one_up(database: Database) -> None:
    a_delivery(database, "one", "waiting")

    with database.transaction() as writer:
        writer.connection.execute(deliveries.update().values(state="done"))
        with database.reading() as reader:
            seen = figures.of_deliveries(reader).waiting

    assert seen == 1


def test_the_delivery_that_waits_longest_is_the_oldest(database: Database) -> None:
    a_delivery(database, "one", "done", NOW - timedelta(hours=2))
    a_delivery(database, "two", "waiting", NOW - timedelta(hours=1))
    a_delivery(database, "three", "waiting")
    a_delivery(database, "four", "failed")

    with database.reading() as tx:
        found = figures.of_deliveries(tx)

    assert (found.waiting, found.failed) == (2, 1)
    assert found.oldest_at == NOW - timedelta(hours=1)


def test_without_a_delivery_that_waits_none_is_the_oldest(database: Database) -> None:
    with database.reading() as tx:
        assert figures.of_deliveries(tx) == figures.DeliveryFigures(0, 0, None)


def test_requests_are_counted_by_what_they_wait_for(database: Database) -> None:
    later = NOW + timedelta(minutes=5)
    a_request(database, 1, state=State.LIVE)
    a_request(database, 2, state=State.BUILDING)
    a_request(database, 3, state=State.BUILDING, wait_until=later, wait_reason="a limit")
    a_request(database, 4, state=State.NEW, seen=0, wait_until=later, failures=2)
    a_request(database, 5, state=State.FAILED, failure=STEP)
    a_request(database, 6, state=State.AWAITING_APPROVAL, look_at=later, failure=None)

    with database.reading() as tx:
        found = figures.of_requests(tx, NOW, {"acme"})

    assert found.by_state == {
        State.LIVE: 1,
        State.BUILDING: 2,
        State.NEW: 1,
        State.FAILED: 1,
        State.AWAITING_APPROVAL: 1,
    }
    assert found.held_back == {"wait": 1, "retry": 1}
    assert (found.due, found.at_work, found.parked) == (1, 0, 1)


def test_each_request_that_needs_an_eye_is_shown_once(database: Database) -> None:
    later = NOW + timedelta(minutes=5)
    a_request(database, 1, state=State.LIVE)
    a_request(database, 2, state=State.BUILDING)
    a_request(database, 3, state=State.BUILDING, wait_until=later, wait_reason="a limit")
    a_request(database, 4, state=State.FAILED, failure=STEP)

    with database.reading() as tx:
        parked = overview.parked(tx, {"acme"}, 9)
        held_back = overview.held_back(tx, NOW, {"acme"}, 9)
        under_way = overview.under_way(tx, NOW, {"acme"}, 9)

    assert [(one.name, one.failure) for one in parked] == [("acme#4", STEP)]
    assert [(one.name, one.wait_reason) for one in held_back] == [("acme#3", "a limit")]
    assert [one.name for one in under_way] == ["acme#2"]


def test_a_request_that_a_worker_has_is_at_work_and_not_due(database: Database) -> None:
    row = a_request(database, 1, state=State.BUILDING)
    with database.transaction() as tx:
        requests.claim(tx, row.id, NOW, LEASE)

    with database.reading() as tx:
        found = figures.of_requests(tx, NOW, {"acme"})

    assert (found.at_work, found.due) == (1, 0)


def test_a_delivery_is_found_by_its_number_and_by_its_guid(database: Database) -> None:
    a_delivery(database, "72d3162e-cc78-11e3-81ab-4c9367dc0958", "failed")

    with database.reading() as tx:
        by_guid = overview.receipt(tx, "72d3162e-cc78-11e3-81ab-4c9367dc0958")
        assert by_guid is not None
        by_id = overview.receipt(tx, str(by_guid.id))
        nothing = [overview.receipt(tx, name) for name in ("99", "x", "9" * 30, "²")]

    assert by_id == by_guid
    assert nothing == [None] * 4


def test_parked_deliveries_can_be_listed_alone(database: Database) -> None:
    for guid, state in (("one", "failed"), ("two", "done"), ("three", "failed")):
        a_delivery(database, guid, state)

    with database.reading() as tx:
        failed = overview.receipts(tx, 10, failed=True)
        newest = overview.receipts(tx, 2, failed=False)

    assert [one.guid for one in failed] == ["three", "one"]
    assert [one.guid for one in newest] == ["three", "two"]


def test_what_was_spent_lately_is_summed_by_kind(database: Database) -> None:
    with database.transaction() as tx:
        tx.connection.execute(budgets.insert().values(installation_id=7, primary_limits={}))
        _spend(tx.connection, "read", NOW - timedelta(seconds=1), points=1)
        for seconds in (2, 59, 61):
            _spend(tx.connection, "write", NOW - timedelta(seconds=seconds), points=5, content=1)
        _spend(tx.connection, "write", NOW - timedelta(minutes=61), points=5, content=1)

    with database.reading() as tx:
        found = figures.of_budgets(tx, NOW)

    assert [(one.spent, one.content) for one in found] == [((("read", 1, 1), ("write", 2, 10)), 3)]


def test_a_delivery_that_was_asked_for_is_lost_until_it_comes(database: Database) -> None:
    a_delivery(database, "came", "waiting")
    with database.transaction() as tx:
        for guid in ("came", "lost"):
            values = {"guid": guid, "delivery_id": 1, "delivered_at": NOW, "asks": 1}
            tx.connection.execute(redeliveries.insert().values(**values))

    with database.reading() as tx:
        assert figures.lost_deliveries(tx) == 1


def test_calls_to_github_are_listed_by_route_and_outcome(database: Database) -> None:
    row = {"installation_id": 7, "route": "GET /x", "outcome": "ok"}
    with database.transaction() as tx:
        tx.connection.execute(call_totals.insert().values(**row, calls=3, milliseconds=90))

    with database.reading() as tx:
        assert figures.of_calls(tx) == [figures.CallFigures(7, "GET /x", "ok", 3, 90)]

"""Who works on a request: one worker at a time, and a slow one cannot write any more."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from app.domain.state import State
from app.store import requests
from app.store.claims import LostClaim
from app.store.database import Database
from app.store.requests import RequestRow

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LEASE = timedelta(minutes=5)
LATER = NOW + LEASE + timedelta(seconds=1)


def a_request(database: Database, number: int = 1) -> int:
    with database.transaction() as tx:
        return requests.want(tx, "acme", number, NOW)


def claimed(database: Database, request_id: int, at: datetime = NOW) -> RequestRow | None:
    with database.transaction() as tx:
        return requests.claim(tx, request_id, at, LEASE)


def is_due(database: Database, at: datetime = NOW) -> list[int]:
    with database.transaction() as tx:
        return requests.due(tx, at, 10, {"acme"})


def test_a_claimed_request_cannot_be_claimed_again(database: Database) -> None:
    request_id = a_request(database)

    assert claimed(database, request_id)
    assert claimed(database, request_id) is None


def test_a_claim_that_ran_out_goes_to_the_next_worker(database: Database) -> None:
    request_id = a_request(database)
    first = claimed(database, request_id)

    second = claimed(database, request_id, LATER)

    assert first is not None
    assert second is not None
    assert second.fence > first.fence


def test_a_worker_whose_claim_ran_out_can_neither_save_nor_renew_nor_release(
    database: Database,
) -> None:
    request_id = a_request(database)
    slow = claimed(database, request_id)
    assert slow is not None
    quick = claimed(database, request_id, LATER)
    assert quick is not None

    with pytest.raises(LostClaim), database.transaction() as tx:
        requests.save(tx, slow, LATER, state=State.LIVE)
    with database.transaction() as tx:
        assert requests.renew(tx, slow, LATER, LEASE) is None
        assert requests.release(tx, slow) is None
        assert requests.save(tx, quick, LATER, state=State.BLOCKED).state is State.BLOCKED


def test_a_released_request_can_be_claimed_at_once(database: Database) -> None:
    request_id = a_request(database)
    row = claimed(database, request_id)
    assert row is not None

    with database.transaction() as tx:
        requests.release(tx, row)

    assert claimed(database, request_id)


def test_of_many_threads_that_claim_at_once_one_has_it(database: Database) -> None:
    request_id = a_request(database)
    start = Barrier(8)

    def claim_with_the_others() -> RequestRow | None:
        start.wait()
        return claimed(database, request_id)

    with ThreadPoolExecutor(8) as threads:
        asked = [threads.submit(claim_with_the_others) for _ in range(8)]

    assert sum(one.result() is not None for one in asked) == 1


def test_many_threads_that_want_one_issue_make_one_row(database: Database) -> None:
    start = Barrier(8)

    def want_with_the_others() -> int:
        start.wait()
        return a_request(database)

    with ThreadPoolExecutor(8) as threads:
        asked = [threads.submit(want_with_the_others) for _ in range(8)]

    [request_id] = {one.result() for one in asked}
    with database.transaction() as tx:
        row = requests.get(tx, request_id)
    assert row is not None
    assert row.wanted == 8


def test_a_new_request_is_due_until_it_was_seen(database: Database) -> None:
    request_id = a_request(database)
    assert is_due(database) == [request_id]

    row = claimed(database, request_id)
    assert row is not None
    with database.transaction() as tx:
        requests.save(tx, row, NOW, seen=row.wanted)
        requests.release(tx, row)

    assert is_due(database) == []


def test_what_is_wanted_while_somebody_looks_makes_it_due_again(database: Database) -> None:
    request_id = a_request(database)
    row = claimed(database, request_id)
    assert row is not None
    a_request(database)

    with database.transaction() as tx:
        requests.save(tx, row, NOW, seen=row.wanted)
        requests.release(tx, row)

    assert is_due(database) == [request_id]


def test_a_claimed_request_is_due_only_when_its_claim_has_run_out(database: Database) -> None:
    request_id = a_request(database)
    claimed(database, request_id)

    assert is_due(database) == []
    assert is_due(database, LATER) == [request_id]


def test_a_request_that_has_to_wait_is_due_afterwards(database: Database) -> None:
    request_id = a_request(database)
    row = claimed(database, request_id)
    assert row is not None
    with database.transaction() as tx:
        requests.save(tx, row, NOW, wait_until=LATER)
        requests.release(tx, row)

    assert is_due(database) == []
    assert is_due(database, LATER) == [request_id]


@pytest.mark.parametrize("state", State)
def test_a_change_for_all_concerns_the_requests_that_are_not_settled(
    database: Database, state: State
) -> None:
    row = claimed(database, a_request(database))
    assert row is not None
    with database.transaction() as tx:
        requests.save(tx, row, NOW, state=state)

    with database.transaction() as tx:
        concerned = requests.want_open(tx, "acme")
        assert requests.want_open(tx, "another") == []

    assert concerned == ([] if state.is_settled else [row.id])


def test_a_build_is_due_though_all_was_seen(database: Database) -> None:
    request_id = a_request(database)
    row = claimed(database, request_id)
    assert row is not None

    with database.transaction() as tx:
        requests.save(tx, row, NOW, state=State.BUILDING, seen=row.wanted)
        requests.release(tx, row)

    assert is_due(database) == [request_id]


def test_what_is_said_while_a_look_saves_is_looked_at_afterwards(database: Database) -> None:
    row = claimed(database, a_request(database))
    assert row is not None
    a_request(database)

    with database.transaction() as tx:
        row = requests.save(tx, row, NOW, failures=0)
        row = requests.save(tx, row, NOW, state=State.AWAITING_APPROVAL, seen=row.wanted)
        row = requests.release(tx, row)

    assert row is not None
    assert row.needs_a_look(NOW)

"""All that wait are written together, each hears what became of its own, nobody waits too long."""

import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import event, select, text

from app.store import tables
from app.store.database import Database
from app.store.deliveries import Arrival, Kept
from app.store.outage import Kind
from app.web.recorder import NotRecorded, Recorder
from tests.patience import until

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def arrival(guid: str, **values: Any) -> Arrival:
    given: dict[str, Any] = {
        "guid": guid,
        "event": "issues",
        "action": "opened",
        "installation_id": 7,
        "organisation": "acme",
        "body": b"{}",
        "received_at": NOW,
    }
    return Arrival(**given | values)


@pytest.fixture
def hints() -> list[int]:
    """The row ids that were handed on."""
    return []


@pytest.fixture
def recorder(database: Database, hints: list[int]) -> Recorder:
    return Recorder(database, hints.append)


@pytest.fixture
def quick(sqlite_url: str) -> Iterator[Database]:
    """A SQLite database whose transactions wait for a lock no longer than a moment."""
    opened = Database(sqlite_url, busy_seconds=0.05)
    yield opened
    opened.close()


@contextmanager
def locked(database: Database) -> Iterator[None]:
    """Another process writes for as long as the block lasts."""
    if not database.is_sqlite:
        with database.engine.begin() as other:
            other.execute(text("LOCK TABLE deliveries"))
            yield
        return
    assert database.url.database
    with closing(sqlite3.connect(database.url.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def guids(database: Database) -> set[str]:
    with database.transaction() as tx:
        return set(tx.connection.execute(select(tables.deliveries.c.guid)).scalars())


def commits_of(database: Database) -> list[object]:
    """Grows with every commit from now on."""
    made: list[object] = []
    event.listen(database.engine, "commit", made.append)
    return made


def begin(
    threads: ThreadPoolExecutor, recorder: Recorder, *arrivals: Arrival
) -> list[Future[Kept]]:
    """Let all of them arrive and wait."""
    asked = [threads.submit(recorder.record, one) for one in arrivals]
    until(lambda: recorder.unanswered == len(arrivals))
    return asked


def test_a_delivery_is_on_record_when_the_call_returns(
    recorder: Recorder, database: Database, hints: list[int]
) -> None:
    kept = recorder.record(arrival("one"))

    assert guids(database) == {"one"}
    assert hints == [kept.id]


def test_what_waits_together_is_one_transaction(
    recorder: Recorder, database: Database, hints: list[int]
) -> None:
    with ThreadPoolExecutor(30) as threads:
        with locked(database):
            asked = begin(threads, recorder, *(arrival(f"g-{n}") for n in range(30)))
            commits = commits_of(database)
        ids = {one.result().id for one in asked}

    assert len(ids) == len(guids(database)) == 30
    # The lock's own, and that of the first to come, which went ahead alone.
    assert len(commits) <= 4
    assert max(hints) == max(ids)


def test_a_delivery_twice_in_one_transaction_is_one_row(
    recorder: Recorder, database: Database
) -> None:
    with ThreadPoolExecutor(6) as threads:
        with locked(database):
            asked = begin(threads, recorder, *(arrival("same") for _ in range(6)))
        ids = {one.result().id for one in asked}

    assert len(ids) == 1


def test_a_row_that_the_database_refuses_spoils_no_other(
    recorder: Recorder, database: Database
) -> None:
    refused = arrival("refused", event=None)

    with ThreadPoolExecutor(4) as threads:
        with locked(database):
            some = [arrival("one"), refused, arrival("two"), arrival("three")]
            asked = begin(threads, recorder, *some)
        failure = asked[1].exception()

    assert guids(database) == {"one", "two", "three"}
    assert isinstance(failure, NotRecorded)
    assert failure.outage is None


def test_a_lock_that_goes_away_in_time_is_waited_for(quick: Database) -> None:
    """Longer than one transaction waits, but not longer than whoever brought the delivery."""
    recorder = Recorder(quick, hand_on=lambda _: None)

    with ThreadPoolExecutor(1) as threads:
        with locked(quick):
            asked = threads.submit(recorder.record, arrival("one"))
            until(lambda: recorder.outage is not None)

        assert asked.result().is_waiting

    assert recorder.outage is None


def test_a_lock_that_stays_is_told_and_leaves_nothing_behind(quick: Database) -> None:
    recorder = Recorder(quick, hand_on=lambda _: None, patience_seconds=0.5)

    with locked(quick), pytest.raises(NotRecorded, match="locked by another process") as told:
        recorder.record(arrival("late"))

    assert told.value.outage
    assert told.value.outage.kind is Kind.LOCKED
    assert recorder.record(arrival("next")).is_waiting
    assert guids(quick) == {"next"}


def test_only_so_many_may_wait(database: Database) -> None:
    recorder = Recorder(database, hand_on=lambda _: None, most_unanswered=3)

    with ThreadPoolExecutor(3) as threads:
        with locked(database):
            asked = begin(threads, recorder, *(arrival(f"g-{n}") for n in range(3)))
            with pytest.raises(NotRecorded, match="More deliveries come in"):
                recorder.record(arrival("one too many"))
        for one in asked:
            one.result()

    assert recorder.unanswered == 0
    assert recorder.record(arrival("later")).is_waiting


def test_what_was_given_up_is_not_kept_while_a_commit_hangs(database: Database) -> None:
    before = set(threading.enumerate())
    recorder = Recorder(database, lambda _: None, patience_seconds=0.1, idle_seconds=0.05)

    with ThreadPoolExecutor(4) as threads, locked(database):
        hangs = threads.submit(recorder.record, arrival("hangs"))
        until(lambda: recorder.unanswered == 1 and not recorder._waiting)
        behind = [threads.submit(recorder.record, arrival(f"g-{n}")) for n in range(3)]
        wait([hangs, *behind])

        assert not recorder._waiting
    until(lambda: set(threading.enumerate()) <= before)


def test_a_full_disk_is_told_at_once_and_over_once_there_is_room(quick: Database) -> None:
    """SQLite itself refuses to let the file grow, with the error of a full disk."""
    recorder = Recorder(quick, hand_on=lambda _: None)
    recorder.record(arrival("before"))
    _limit_pages(quick, 1)

    with pytest.raises(NotRecorded, match="disk that the database lies on is full") as told:
        recorder.record(arrival("while", body=b"x" * 2**20))

    assert told.value.outage
    assert told.value.outage.kind is Kind.FULL
    _limit_pages(quick, 2**20)
    recorder.record(arrival("after", body=b"x" * 2**20))
    assert guids(quick) == {"before", "after"}
    with quick.engine.connect() as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"


def test_its_thread_ends_when_it_is_idle_and_starts_again(database: Database) -> None:
    before = set(threading.enumerate())
    recorder = Recorder(database, hand_on=lambda _: None, idle_seconds=0.05)

    recorder.record(arrival("one"))
    until(lambda: set(threading.enumerate()) <= before)
    recorder.record(arrival("two"))

    assert guids(database) == {"one", "two"}


def _limit_pages(database: Database, most: int) -> None:
    """For every connection from now on; SQLite takes the present size if `most` is less."""
    database.engine.dispose()

    def limit(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count={most}")

    event.listen(database.engine, "connect", limit)

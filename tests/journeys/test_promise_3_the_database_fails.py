"""Promise 3: a database that is locked or gone amid the work leaves nothing half done."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import redis
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from app import queue
from app.domain.budget import Kind
from app.github.calls import Call
from app.queue import Hints
from app.store import outage, requests, schema, tables
from app.store.database import Database
from app.store.deliveries import DeliveryState
from app.store.outage import Kind as OutageKind
from app.usecases import intake
from app.usecases.advance import advance
from tests import postgres
from tests.journeys.acme import Acme, connect
from tests.journeys.form import CONTROL
from tests.journeys.whole import assert_one_whole_pair
from tests.usecases import inbox as inboxes
from tests.usecases.inbox import labelled


class LockedOutAcme(Acme):
    """Acme whose database another process locks after a certain write, for longer than we wait."""

    place: int
    other: sqlite3.Connection
    outages: list[OutageKind]

    def listen(self, call: Call) -> None:
        if call.kind is not Kind.READ:
            self.place -= 1
            if self.place == 0:
                self.other.execute("BEGIN IMMEDIATE")

    def settles(self) -> None:
        try:
            super().settles()
        except OperationalError as error:
            found = outage.of(error)
            assert found
            self.outages.append(found.kind)
            self.other.execute("ROLLBACK")
            self.waits((self.bench.lease + timedelta(seconds=1)).total_seconds())
            super().settles()


@pytest.mark.parametrize("place", [1, 11, 22, 33])
def test_a_lock_amid_the_work_ends_with_one_pair(busy_acme: Acme, place: int) -> None:
    """After the first write, and after every eleventh that follows."""
    path = busy_acme.bench.database.url.database
    assert path
    database = Database(f"sqlite:///{path}", busy_seconds=0.5)
    locked_out = LockedOutAcme(busy_acme.sandbox, busy_acme.bench)
    github = connect(busy_acme.sandbox, locked_out.listen, database)
    locked_out.bench = locked_out.with_bench(database=database, github=github).bench
    locked_out.place, locked_out.outages = place, []
    name = f"locked-at-{place:02}"

    with closing(sqlite3.connect(path, isolation_level=None)) as locked_out.other:
        request = locked_out.files(name=name)
        request.is_approved()

    assert locked_out.outages == [OutageKind.LOCKED]
    assert_one_whole_pair(request, name)
    with database.transaction() as tx:
        failures = tx.connection.execute(select(tables.requests.c.failures)).scalars()
        assert set(failures) == {0}
    database.close()


def test_work_that_met_a_full_disk_is_left_to_the_sweep(acme: Acme, redis_url: str) -> None:
    """To begin again at once would meet the full disk again, and again."""
    path = acme.bench.database.url.database
    assert path
    acme.does("dana", "POST", f"{CONTROL}/issues", {"title": "New service", "body": ""})
    acme.hears()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("VACUUM")
    hints, full = Hints(redis_url), Database(f"sqlite:///{path}")
    event.listen(full.engine, "connect", lambda one, _: one.execute("PRAGMA max_page_count=1"))
    there = acme.with_bench(database=full, hints=hints)

    [request_id] = _due(acme)
    # The first look keeps policy and form, for which there is no room.
    with pytest.raises(OperationalError) as error:
        advance(there.bench, request_id)

    found = outage.of(error.value)
    assert found
    assert found.kind is OutageKind.FULL
    assert _due(acme) == [request_id]
    hints.close(seconds=60)
    with redis.Redis.from_url(redis_url) as client:
        assert client.llen(queue.QUEUE_NAME) == 0
    full.close()


def _due(acme: Acme) -> list[int]:
    with acme.bench.database.transaction() as tx:
        return requests.due(tx, acme.bench.clock(), 100)


@pytest.fixture
def server() -> Iterator[postgres.Server]:
    """A PostgreSQL whose commits outlive its crash."""
    with postgres.server({"max_connections": "20"}) as one:
        database = Database(one.url)
        schema.upgrade(database)
        database.close()
        yield one


def test_deliveries_wait_for_a_database_that_is_gone(
    server: postgres.Server, tmp_path: Path, redis_url: str
) -> None:
    with inboxes.opened(tmp_path, database_url=server.url, redis_url=redis_url) as inbox:
        [row_id] = inbox.has(labelled(1))

        server.crash()
        with pytest.raises(OperationalError) as error, capture_logs():
            intake.take(inbox.bench)
        server.start()

        found = outage.of(error.value)
        assert found
        assert found.kind is OutageKind.AWAY
        assert inbox.delivery(row_id).attempts == 0
        intake.take(inbox.bench)
        assert inbox.delivery(row_id).state is DeliveryState.DONE

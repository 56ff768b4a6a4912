"""Promise 3: a database that is locked, gone or full amid the work leaves nothing half done."""

import os
import resource
import sqlite3
import sys
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

import pytest
import redis
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from app import queue
from app.domain.budget import Kind
from app.domain.state import State
from app.github.calls import Call
from app.queue import Hints
from app.store import outage, requests, tables
from app.store.database import Database
from app.store.deliveries import DeliveryState
from app.store.outage import Kind as OutageKind
from app.usecases import intake
from app.usecases.advance import advance
from tests import postgres
from tests.crashes.doomed_worker import Worker
from tests.crashes.stage import Stage, staged
from tests.journeys.acme import Acme, connect
from tests.journeys.form import CONTROL
from tests.journeys.request import Request
from tests.journeys.whole import assert_one_whole_pair
from tests.patience import until
from tests.usecases import inbox as inboxes
from tests.usecases.inbox import labelled

ROOM_FOR_LOGS = 2**16
"""Less than the database's files have by the time of a build."""


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


@pytest.mark.parametrize(
    ("place", "name"), [(1, "anvil"), (11, "bridge"), (22, "cedar"), (33, "dolphin")]
)
def test_a_lock_amid_the_work_ends_with_one_pair(busy_acme: Acme, place: int, name: str) -> None:
    """After the first write, and after every eleventh that follows."""
    path = busy_acme.bench.database.url.database
    assert path
    database = Database(f"sqlite:///{path}", busy_seconds=0.5)
    locked_out = LockedOutAcme(busy_acme.sandbox, busy_acme.bench)
    github = connect(busy_acme.sandbox, locked_out.listen, database)
    locked_out.bench = locked_out.with_bench(database=database, github=github).bench
    locked_out.place, locked_out.outages = place, []

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
        return requests.due(tx, acme.bench.clock(), 100, acme.bench.organisations)


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


def test_a_postgresql_that_crashes_in_the_middle_of_a_build_ends_with_one_pair(
    server: postgres.Server, tmp_path: Path
) -> None:
    with staged(tmp_path, server.url) as stage:
        worker = stage.starts()
        request = _is_being_built(stage)

        server.crash()
        until(lambda: _puts_work_off(worker))
        server.start()
        stage.rows.dispose()

        _goes_live(stage, worker)
        assert_one_whole_pair(request, "billing")


if sys.platform == "linux":  # elsewhere nobody may limit a process that runs

    def test_a_disk_that_fills_up_in_the_middle_of_a_build_ends_with_one_pair(
        tmp_path: Path, sqlite_url: str
    ) -> None:
        """No file of the worker may grow, as on a full disk; then there is room again."""
        with staged(tmp_path, sqlite_url) as stage:
            worker = stage.starts()
            request = _is_being_built(stage)

            _files_may_grow_to(ROOM_FOR_LOGS, worker)
            until(lambda: _puts_work_off(worker))
            assert stage.states() == [State.BUILDING]
            assert _integrity(sqlite_url) == "ok"
            _files_may_grow_to(resource.RLIM_INFINITY, worker)

            _goes_live(stage, worker)
            assert_one_whole_pair(request, "billing")
        assert _integrity(sqlite_url) == "ok"

    def _files_may_grow_to(size: int, worker: Worker) -> None:
        """For the whole group of the worker, from now on."""
        limits = (size, resource.RLIM_INFINITY)
        for folder in Path("/proc").iterdir():
            with suppress(ValueError, ProcessLookupError):
                if os.getpgid(number := int(folder.name)) == worker._process.pid:
                    resource.prlimit(number, resource.RLIMIT_FSIZE, limits)


def _is_being_built(stage: Stage) -> Request:
    """A request that is approved, and whose first repository is being made at this moment."""
    request = stage.acme.files()
    until(lambda: stage.is_quiet() and stage.states() == [State.AWAITING_APPROVAL])
    create = {"method": "POST", "route": "/orgs/{org}/repos"}
    stage.acme.controls("faults", **create, mode="slow", ms=500)
    stage.acme.waits()
    stage.acme.does("paula", "POST", f"{request.path}/labels", {"labels": ["approved/platform"]})
    until(lambda: "POST /orgs/acme/repos" in [one.event for one in stage.heard])
    return request


def _puts_work_off(worker: Worker) -> bool:
    return "work put off" in worker.orders.log.read_text(encoding="utf-8")


def _goes_live(stage: Stage, worker: Worker) -> None:
    """By itself, with the worker that was there."""
    until(lambda: stage.is_quiet() and stage.states() == [State.LIVE], seconds=60)
    assert worker.is_alive


def _integrity(url: str) -> str:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file:
        answer: str = file.execute("PRAGMA integrity_check").fetchone()[0]
    return answer

"""Two held requests of one team that end at the same moment do not wait for each other."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from threading import Barrier, BrokenBarrierError

from app.domain.state import State
from app.store import limits, requests
from app.store.database import Database
from app.store.requests import RequestRow
from app.usecases import room

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
_BOTH_ARE_THERE = 1.0
"""Seconds to wait for the other one, which may have to wait in its turn."""


def held_back(database: Database, number: int) -> RequestRow:
    with database.transaction() as tx:
        row = requests.get(tx, requests.want(tx, "acme", number, NOW))
        assert row is not None
        limits.note(tx, row, "payments", 1, NOW)
        return requests.save(tx, row, NOW, state=State.WAITING)


def test_both_end(database: Database) -> None:
    rows, meeting = [held_back(database, number) for number in (1, 2)], Barrier(2)

    def ends(row: RequestRow) -> None:
        with database.transaction() as tx:
            room.prepare(tx, row)
            requests.save(tx, row, NOW, state=State.CANCELLED)
            with suppress(BrokenBarrierError):
                meeting.wait(_BOTH_ARE_THERE)
            requests.want_of_owner(tx, "acme", "payments")

    with ThreadPoolExecutor() as pool:
        list(pool.map(ends, rows))

    with database.transaction() as tx:
        kept = [requests.get(tx, row.id) for row in rows]
    assert [row.state for row in kept if row] == [State.CANCELLED, State.CANCELLED]

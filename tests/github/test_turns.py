"""Turns to write: one at a time, a gap between two, and what a dead writer leaves."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event, Lock

import pytest
from sqlalchemy import select

from app.domain.budget import Limits
from app.github.budget import TIMEOUT_SECONDS, Budget, longest_call
from app.github.calls import Call
from app.github.errors import OverBudget
from app.store import ledger
from app.store.database import Database
from app.store.tables import call_totals
from tests.github.ledger import INSTALLATION, READ, START, WRITE, Worker, errand
from tests.patience import until_locked_out

GAP = Limits()
NO_GAP = Limits(write_gap=timedelta(0))


def test_a_short_wait_is_waited_out_in_place(database: Database) -> None:
    worker = Worker(database, GAP)

    worker.calls(WRITE, errand())
    worker.calls(WRITE, errand())

    assert worker.now == START + timedelta(seconds=1)


def test_a_dead_writers_turn_runs_out(database: Database) -> None:
    worker = Worker(database, GAP)
    worker.budget.admit(errand(), WRITE)

    with pytest.raises(OverBudget, match="turn to write"):
        worker.calls(WRITE, errand())
    worker.now = START + longest_call(TIMEOUT_SECONDS)
    worker.calls(WRITE, errand())

    assert len(worker.made) == 1


@pytest.mark.parametrize("timeout", [11, 25])
def test_a_call_may_wait_for_its_connection_and_then_for_its_answer(
    database: Database, timeout: int
) -> None:
    clock = [START]
    budget = Budget(database, GAP, lambda: clock[-1], lambda _: None, timeout)
    budget.admit(errand(), WRITE)

    clock.append(START + timedelta(seconds=2 * timeout))
    with pytest.raises(OverBudget, match="turn to write"):
        budget.admit(errand(), WRITE)


def test_who_takes_over_a_dead_writers_request_need_not_wait_for_its_turn(
    database: Database,
) -> None:
    worker = Worker(database, GAP)
    worker.budget.admit(errand(request=1, fence=1), WRITE)

    worker.calls(WRITE, errand(request=1, fence=2))

    assert worker.now == START + timedelta(seconds=1)


def test_work_that_has_begun_to_write_waits_longer_for_its_turn(database: Database) -> None:
    worker = Worker(database, GAP)
    begun = errand()
    worker.calls(WRITE, begun)
    worker.begins(WRITE, errand(), seconds=10)

    worker.calls(WRITE, begun)

    assert worker.now > START + timedelta(seconds=10)


def test_time_spent_waiting_for_others_transactions_is_time_that_passed(postgres_url: str) -> None:
    database = Database(postgres_url)
    worker = Worker(database, GAP)
    worker.calls(READ, errand())

    with ThreadPoolExecutor(1) as threads:
        with database.transaction() as tx:
            ledger.standing(tx, INSTALLATION)
            asked = threads.submit(worker.budget.admit, errand(), WRITE)
            until_locked_out(database)
            worker.now += timedelta(seconds=5)
        admission = asked.result()
    worker.ends(admission)
    worker.calls(WRITE, errand())

    assert admission.at == START + timedelta(seconds=5)
    assert worker.now == START + timedelta(seconds=6), "a second after the one before"
    database.close()


def test_of_many_threads_one_writes_at_a_time(database: Database) -> None:
    clock = lambda: datetime.now(UTC)  # noqa: E731 - the real one
    budget = Budget(database, NO_GAP, clock)
    writing, lock, met = 0, Lock(), Event()

    def writes(number: int) -> None:
        nonlocal writing
        by = errand(request=number)
        by.writes = 1
        for _ in range(3):
            admission = budget.admit(by, WRITE)
            with lock:
                writing += 1
                if writing > 1:
                    met.set()
            met.wait(0.05)  # time enough for another one, if any may write at the same time
            with lock:
                writing -= 1
            budget.settle(admission, Call(WRITE.route, WRITE.kind, "", 200, 0), {}, None)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(writes, range(4)))

    assert not met.is_set(), "two wrote at the same time"
    with database.transaction() as tx:
        total = tx.connection.execute(select(call_totals.c.calls)).scalar_one()
    assert total == 12

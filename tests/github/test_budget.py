"""The write budget over its rows, on both databases: waits, turns, pauses, and who goes first."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event, Lock

import pytest
from sqlalchemy import func, select

from app.domain.budget import Lane, Limits
from app.github.budget import TIMEOUT_SECONDS, Budget, longest_call
from app.github.calls import Call
from app.github.errand import Errand
from app.github.errors import Busy, OverBudget, Refusal
from app.github.warrant import Warrant
from app.store import audit, ledger, requests
from app.store.database import Database
from app.store.requests import LostClaim
from app.store.tables import audit as audit_table
from app.store.tables import call_totals, spendings
from tests.github.ledger import COMMENT, INSTALLATION, READ, START, WRITE, Worker, errand
from tests.patience import until_locked_out

LEASE = timedelta(minutes=2)
GAP = Limits()
NO_GAP = Limits(write_gap=timedelta(0))


def test_a_short_wait_is_waited_out_in_place(database: Database) -> None:
    worker = Worker(database, GAP)

    worker.calls(WRITE, errand())
    worker.calls(WRITE, errand())

    assert worker.now == START + timedelta(seconds=1)


def test_a_long_wait_is_told_with_its_reason_and_its_end(database: Database) -> None:
    worker = Worker(database, Limits(content_an_hour=1, share=1))
    worker.calls(COMMENT, errand())

    with pytest.raises(OverBudget, match="new content an hour") as wait:
        worker.calls(COMMENT, errand())

    assert wait.value.retry_at == START + timedelta(hours=1)
    assert len(worker.made) == 1


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


def test_a_call_that_was_forgotten_counts_when_it_ends_after_all(database: Database) -> None:
    worker = Worker(database, NO_GAP)
    slow = worker.budget.admit(errand(), READ)
    worker.now += timedelta(minutes=2)
    worker.calls(READ, errand())

    worker.ends(slow)

    with database.transaction() as tx:
        assert ledger.tally(tx, INSTALLATION, READ.resource, worker.now).points.spent == 2


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


def test_a_limit_that_github_names_stops_everything_until_then(database: Database) -> None:
    worker = Worker(database, GAP)
    until = START + timedelta(seconds=40)
    named = Busy(Refusal(READ.route, "You have exceeded a secondary rate limit"), until)
    worker.ends(worker.budget.admit(errand(), READ), named)

    with pytest.raises(OverBudget, match="a pause that GitHub asked for") as wait:
        worker.calls(READ, errand())

    assert wait.value.retry_at == until


def test_a_limit_without_a_time_is_waited_for_twice_as_long_each_time(database: Database) -> None:
    worker = Worker(database, GAP)
    pauses = []
    for _ in range(3):
        admission = worker.budget.admit(errand(), READ)
        vague = Busy(Refusal(READ.route), worker.now + timedelta(minutes=1), is_named=False)
        told = worker.ends(admission, vague)
        assert isinstance(told, Busy)
        pauses.append(told.retry_at - worker.now)
        worker.now = told.retry_at

    assert pauses == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]


def test_what_githubs_headers_say_is_kept_to_by_all_workers(database: Database) -> None:
    reset = START + timedelta(minutes=10)
    headers = {
        "x-ratelimit-resource": "core",
        "x-ratelimit-limit": "5000",
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": str(int(reset.timestamp())),
    }
    worker = Worker(database, GAP)
    worker.ends(worker.budget.admit(errand(), READ), headers=headers)

    with pytest.raises(OverBudget, match="hourly limit") as wait:
        Worker(database, GAP).calls(READ, errand())

    assert wait.value.retry_at == reset


def test_people_go_before_the_fleet(database: Database) -> None:
    worker = Worker(database, Limits(content_a_minute=4, share=1, write_gap=timedelta(0)))
    for _ in range(3):
        worker.calls(COMMENT, errand(Lane.FLEET))
    with pytest.raises(OverBudget):
        worker.calls(COMMENT, errand(Lane.FLEET))
    worker.calls(COMMENT, errand())
    with pytest.raises(OverBudget, match="a minute") as wait:
        worker.calls(COMMENT, errand())

    worker.now = wait.value.retry_at
    with pytest.raises(OverBudget, match="people's own requests"):
        worker.calls(COMMENT, errand(Lane.FLEET))
    worker.calls(COMMENT, errand())


def test_each_installation_has_a_budget_of_its_own(database: Database) -> None:
    worker = Worker(database, Limits(content_an_hour=1, share=1))
    worker.calls(COMMENT, errand())

    worker.calls(COMMENT, Errand(Warrant(), INSTALLATION + 1))


def test_what_no_limit_counts_any_more_is_forgotten(database: Database) -> None:
    worker = Worker(database, NO_GAP)
    for charge in (READ, WRITE, COMMENT):
        worker.calls(charge, errand())

    worker.now += timedelta(minutes=1)
    worker.calls(READ, errand())
    after_a_minute = _count(database)
    worker.now += timedelta(hours=1)
    worker.calls(READ, errand())

    assert (after_a_minute, _count(database)) == (2, 1)


def test_calls_are_added_up_for_good(database: Database) -> None:
    worker = Worker(database, NO_GAP)

    worker.calls(READ, errand())
    worker.calls(READ, errand())

    with database.transaction() as tx:
        [total] = tx.connection.execute(select(call_totals)).mappings()
    assert dict(total) == {
        "installation_id": INSTALLATION,
        "route": READ.route,
        "outcome": "ok",
        "calls": 2,
        "milliseconds": 20,
    }


def test_a_write_is_on_record_before_it_is_sent_and_after_its_answer(database: Database) -> None:
    worker = Worker(database, NO_GAP)
    by = errand(request=5)

    admission = worker.budget.admit(by, COMMENT)
    with database.transaction() as tx:
        before = audit.of_request(tx, "acme", 5)
    worker.ends(admission)
    worker.calls(READ, by)
    with database.transaction() as tx:
        after = audit.of_request(tx, "acme", 5)

    assert [(one.action, one.reason, one.actor) for one in before] == [
        ("github write", "a test", "slipway")
    ]
    assert [one.action for one in after] == ["github write", "github answer"]
    assert after[1].data == {"route": COMMENT.route, "status": 200, "outcome": "ok"}


def test_who_lost_the_claim_gets_no_leave_and_leaves_no_trace(database: Database) -> None:
    with database.transaction() as tx:
        requests.want(tx, "acme", 1, START)
        slow = requests.claim(tx, 1, START, LEASE)
        requests.claim(tx, 1, START + LEASE, LEASE)
    assert slow is not None
    warrant = Warrant("a test", renew=lambda tx, now: requests.hold(tx, slow, now, LEASE))

    with pytest.raises(LostClaim, match="took over request 1"):
        Worker(database, NO_GAP).calls(COMMENT, Errand(warrant, INSTALLATION))

    assert _count(database) == 0
    with database.transaction() as tx:
        assert tx.connection.execute(select(audit_table)).all() == []


def test_each_call_keeps_the_claim(database: Database) -> None:
    with database.transaction() as tx:
        requests.want(tx, "acme", 1, START)
        row = requests.claim(tx, 1, START, LEASE)
    assert row is not None
    warrant = Warrant("a test", renew=lambda tx, now: requests.hold(tx, row, now, LEASE))
    worker = Worker(database, NO_GAP)
    worker.now = START + timedelta(seconds=90)

    worker.calls(READ, Errand(warrant, INSTALLATION))

    with database.transaction() as tx:
        assert requests.claim(tx, 1, START + LEASE, LEASE) is None


def test_leave_ends_before_the_claim_does(database: Database) -> None:
    stopped = Errand(Warrant("a test", lease=timedelta(0)), INSTALLATION)
    quick = Errand(Warrant("a test", lease=LEASE), INSTALLATION)
    worker = Worker(database, NO_GAP)

    worker.budget.admit(quick, READ).check()
    with pytest.raises(LostClaim, match="stopped for longer"):
        worker.budget.admit(stopped, READ).check()


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


def test_an_answer_counts_though_the_database_is_away(sqlite_url: str) -> None:
    database = Database(sqlite_url, 0.1)
    worker = Worker(database, NO_GAP)
    admission = worker.budget.admit(errand(), WRITE)

    with Database(sqlite_url).transaction():
        error = worker.ends(admission)

    assert error is None
    with database.transaction() as tx:
        assert ledger.standing(tx, INSTALLATION).writer is not None
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


def _count(database: Database) -> int:
    with database.transaction() as tx:
        return int(tx.connection.execute(select(func.count()).select_from(spendings)).scalar_one())

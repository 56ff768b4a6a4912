"""The write budget over its rows, on both databases: what it counts, and who goes first."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.domain.budget import Lane, Limits
from app.github.errand import Errand
from app.github.errors import OverBudget
from app.github.warrant import Warrant
from app.store import ledger
from app.store.database import Database
from app.store.tables import call_totals
from tests.github.ledger import (
    COMMENT,
    INSTALLATION,
    READ,
    START,
    WRITE,
    Worker,
    errand,
    spent_rows,
)

NO_GAP = Limits(write_gap=timedelta(0))


def test_a_long_wait_is_told_with_its_reason_and_its_end(database: Database) -> None:
    worker = Worker(database, Limits(content_an_hour=1, share=1))
    worker.calls(COMMENT, errand())

    with pytest.raises(OverBudget, match="new content an hour") as wait:
        worker.calls(COMMENT, errand())

    assert wait.value.retry_at == START + timedelta(hours=1)
    assert len(worker.made) == 1


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


def test_a_call_that_was_forgotten_counts_when_it_ends_after_all(database: Database) -> None:
    worker = Worker(database, NO_GAP)
    slow = worker.budget.admit(errand(), READ)
    worker.now += timedelta(minutes=2)
    worker.calls(READ, errand())

    worker.ends(slow)

    with database.transaction() as tx:
        assert ledger.tally(tx, INSTALLATION, READ.resource, worker.now).points.spent == 2


def test_what_no_limit_counts_any_more_is_forgotten(database: Database) -> None:
    worker = Worker(database, NO_GAP)
    for charge in (READ, WRITE, COMMENT):
        worker.calls(charge, errand())

    worker.now += timedelta(minutes=1)
    worker.calls(READ, errand())
    after_a_minute = spent_rows(database)
    worker.now += timedelta(hours=1)
    worker.calls(READ, errand())

    assert (after_a_minute, spent_rows(database)) == (2, 1)


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

"""Pauses that GitHub asks for, kept to by all workers."""

from datetime import timedelta

import pytest

from app.domain.budget import Limits
from app.github.errors import Busy, OverBudget, Refusal
from app.store.database import Database
from tests.github.ledger import READ, START, Worker, errand

GAP = Limits()


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

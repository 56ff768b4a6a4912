"""When work that failed is tried again."""

from datetime import timedelta
from pathlib import Path

from app.store import requests
from app.usecases import trouble
from tests.usecases.inbox import NOW, Inbox, opened

LEASE = timedelta(minutes=2)


def test_many_that_fail_together_come_back_one_by_one(tmp_path: Path, sqlite_url: str) -> None:
    with opened(tmp_path, database_url=sqlite_url) as inbox:
        waits = [_wait_after_a_failure(inbox, number) for number in range(1, 41)]

    assert len(set(waits)) == len(waits)
    assert timedelta(seconds=1.5) <= min(waits) < timedelta(seconds=1.8)
    assert timedelta(seconds=2.2) < max(waits) <= timedelta(seconds=2.5)


def _wait_after_a_failure(inbox: Inbox, number: int) -> timedelta:
    """How long a request waits whose first look failed."""
    with inbox.bench.database.transaction() as tx:
        row = requests.claim(tx, requests.want(tx, "acme", number, NOW), NOW, LEASE)
    assert row is not None
    trouble.take(inbox.bench, row, ValueError("Something is wrong."), looking=True)
    with inbox.bench.database.transaction() as tx:
        failed = requests.get(tx, row.id)
    assert failed is not None
    assert failed.wait_until is not None
    return failed.wait_until - NOW

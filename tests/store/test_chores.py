"""Who does a chore: one worker at a time, and a slow one says nothing of it any more."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from app.store import chores
from app.store.chores import Chore, LostChore
from app.store.database import Database

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LEASE = timedelta(minutes=2)
TOMORROW = NOW + timedelta(days=1)


def claimed(database: Database, at: datetime = NOW) -> Chore | None:
    with database.transaction() as tx:
        return chores.claim(tx, "tidy up", at, LEASE)


def kept(database: Database) -> Chore:
    with database.transaction() as tx:
        found = chores.get(tx, "tidy up")
    assert found is not None
    return found


def done(database: Database, chore: Chore) -> None:
    with database.transaction() as tx:
        chores.finish(tx, chore, NOW, TOMORROW, "tidy", {"corner": 3})


def test_of_many_workers_one_gets_it(database: Database) -> None:
    with ThreadPoolExecutor(4) as workers:
        found = list(workers.map(lambda _: claimed(database), range(4)))

    assert sum(chore is not None for chore in found) == 1


def test_one_that_was_done_is_not_due_before_its_time(database: Database) -> None:
    chore = claimed(database)
    assert chore is not None
    done(database, chore)

    assert claimed(database, NOW + timedelta(hours=1)) is None
    again = claimed(database, TOMORROW)
    assert again is not None
    assert again.data == {"corner": 3}


def test_a_dead_workers_claim_runs_out(database: Database) -> None:
    claimed(database)

    assert claimed(database, NOW + LEASE) is not None


def test_a_worker_that_was_replaced_changes_nothing(database: Database) -> None:
    slow = claimed(database)
    claimed(database, NOW + LEASE)
    assert slow is not None

    with pytest.raises(LostChore, match="another worker"):
        done(database, slow)
    with pytest.raises(LostChore), database.transaction() as tx:
        chores.hold(tx, slow, NOW, LEASE)

    assert kept(database).done_at is None


def test_how_far_it_got_is_kept_with_the_claim(database: Database) -> None:
    chore = claimed(database)
    assert chore is not None
    with database.transaction() as tx:
        chores.keep(tx, chore, NOW + LEASE, LEASE, {"corner": 2})

    assert claimed(database, NOW + LEASE) is None
    assert kept(database).data == {"corner": 2}


def test_failures_are_counted_until_it_succeeds(database: Database) -> None:
    for at in (NOW, NOW + timedelta(hours=1)):
        chore = claimed(database, at)
        assert chore is not None
        with database.transaction() as tx:
            chores.fail(tx, chore, at + timedelta(hours=1), "the broom is gone")
    assert (kept(database).failures, kept(database).note) == (2, "the broom is gone")

    last = claimed(database, TOMORROW)
    assert last is not None
    done(database, last)

    assert kept(database).failures == 0


def test_one_in_a_hurry_is_due_now(database: Database) -> None:
    chore = claimed(database)
    assert chore is not None
    done(database, chore)

    with database.transaction() as tx:
        chores.hurry(tx, "tidy up", NOW)

    assert claimed(database) is not None


def test_a_heartbeat_needs_no_claim(database: Database) -> None:
    for at in (NOW, TOMORROW):
        with database.transaction() as tx:
            chores.beat(tx, "tidy up", at, "alive")

    assert kept(database).done_at == TOMORROW

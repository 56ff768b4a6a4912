"""What a policy bounds is counted so that nothing slips through while it is built."""

from datetime import UTC, datetime

from app.domain.state import State
from app.store import limits, pairs, requests
from app.store.database import Database
from app.store.requests import RequestRow

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


def of_payments(database: Database, number: int, *, begun: bool = False) -> RequestRow:
    with database.transaction() as tx:
        row = requests.get(tx, requests.want(tx, "acme", number, NOW))
        assert row is not None
        limits.note(tx, row, "payments", 1, NOW)
        if begun:
            pairs.start(tx, row, "d", {}, NOW)
    return row


def test_a_service_counts_for_its_team_from_the_moment_its_build_begins(database: Database) -> None:
    of_payments(database, 2, begun=True)
    waiting = of_payments(database, 1)

    with database.transaction() as tx:
        assert limits.being_built(tx, waiting, "Payments") == 1
        assert limits.being_built(tx, waiting, "books") == 0


def test_of_two_builds_only_the_later_one_counts_the_other(database: Database) -> None:
    first = of_payments(database, 2, begun=True)
    second = of_payments(database, 1, begun=True)

    with database.transaction() as tx:
        assert limits.being_built(tx, first, "payments") == 0
        assert limits.being_built(tx, second, "payments") == 1


def test_when_one_ends_only_what_a_limit_may_hold_back_is_looked_at(database: Database) -> None:
    rows = {state: of_payments(database, number) for number, state in enumerate(State, start=1)}
    with database.transaction() as tx:
        for state, row in rows.items():
            requests.save(tx, row, NOW, state=state)

    with database.transaction() as tx:
        woken = requests.want_of_owner(tx, "acme", "Payments")

    held_back = (State.NEW, State.NEEDS_CORRECTION, State.WAITING)
    assert sorted(woken) == sorted(rows[state].id for state in held_back)

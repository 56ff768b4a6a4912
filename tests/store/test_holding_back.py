"""Requests that wait for an admin: until then, unless the very news came meanwhile."""

from datetime import UTC, datetime, timedelta

from app.domain.state import State
from app.store import pairs, requests
from app.store.database import Database
from app.store.requests import RequestRow

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SOON, LATER = NOW + timedelta(seconds=2), NOW + timedelta(hours=1)
REASON = "The App's installation in acme is suspended."


def a_request(database: Database, number: int = 1, organisation: str = "acme") -> RequestRow:
    with database.transaction() as tx:
        request_id = requests.want(tx, organisation, number, NOW)
        row = requests.claim(tx, request_id, NOW, timedelta(minutes=5))
    assert row is not None
    return row


def held_back(database: Database, row: RequestRow) -> RequestRow:
    with database.transaction() as tx:
        return requests.hold_back(tx, row, NOW, LATER, SOON, REASON)


def test_what_is_held_back_waits_with_its_reason(database: Database) -> None:
    row = held_back(database, a_request(database))

    assert (row.wait_until, row.wait_reason) == (LATER, REASON)


def test_what_was_said_meanwhile_is_looked_at_soon(database: Database) -> None:
    row = a_request(database)
    with database.transaction() as tx:
        requests.want(tx, "acme", 1, NOW)

    assert held_back(database, row).wait_until == SOON


def test_the_reason_ends_with_the_wait(database: Database) -> None:
    row = held_back(database, a_request(database))

    with database.transaction() as tx:
        row = requests.save(tx, row, NOW, wait_until=None)

    assert row.wait_reason == ""


def test_news_of_the_installation_ends_every_wait_of_its_organisation(database: Database) -> None:
    waiting = held_back(database, a_request(database, 1))
    live = held_back(database, a_request(database, 2))
    elsewhere = held_back(database, a_request(database, 1, "globex"))
    rests = a_request(database, 3)
    with database.transaction() as tx:
        requests.save(tx, live, NOW, state=State.LIVE, seen=live.wanted)
        requests.save(tx, rests, NOW, state=State.LIVE, seen=rests.wanted)

    with database.transaction() as tx:
        reached = requests.want_reachable(tx, "acme")
        rows = [requests.get(tx, one.id) for one in (waiting, live, elsewhere)]

    assert sorted(reached) == [waiting.id, live.id]
    assert [row.wait_until if row else NOW for row in rows] == [None, None, LATER]
    assert [row.needs_a_look(NOW) if row else False for row in rows[:2]] == [True, True]


def test_a_step_that_is_opened_again_is_known_to_have_been_tried(database: Database) -> None:
    row = a_request(database)
    with database.transaction() as tx:
        pair = pairs.start(tx, row, "d" * 64, {}, NOW)
        for name in ("service:create", "tests:create"):
            pairs.begin_step(tx, pair, name)
            pairs.finish_step(tx, pair, name, {"id": 7}, NOW)

    with database.transaction() as tx:
        pairs.reopen_steps(tx, pair, ["service:create"])
        steps = pairs.steps_of(tx, pair)

    assert {name: step.is_finished for name, step in steps.items()} == {
        "service:create": False,
        "tests:create": True,
    }
    assert steps["service:create"].attempts == 1

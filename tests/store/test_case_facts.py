"""What requests were decided on is dropped some time after they ended, the newest apart."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update
from structlog.testing import capture_logs

from app.domain.evaluate import Surroundings
from app.domain.replay import CaseFacts
from app.domain.state import State
from app.store import case_facts, requests, tables
from app.store.database import Database
from tests.domain.build import an_issue, the_evidence, the_facts

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=100)
CUTOFF = NOW - timedelta(days=30)


def decided(
    database: Database,
    number: int,
    state: State = State.LIVE,
    at: datetime = LONG_AGO,
    organisation: str = "acme",
) -> None:
    """A request that came to this state, and what it was last decided on."""
    evidence = the_evidence(an_issue(), members={})
    facts = CaseFacts(number, "", the_facts(), evidence, Surroundings(True, {}, frozenset()))
    with database.transaction() as tx:
        row = requests.get(tx, requests.want(tx, organisation, number, at))
        assert row is not None
        case_facts.keep(tx, row, facts, at)
        one = tables.requests.c.id == row.id
        tx.connection.execute(update(tables.requests).where(one).values(state=state))


def drop(database: Database, most: int = 0, limit: int = 100) -> int:
    with database.transaction() as tx:
        return case_facts.drop(tx, CUTOFF, limit, most=most)


def left(database: Database) -> list[tuple[str, int]]:
    """Whose facts are still there."""
    of_request = tables.requests.c.id == tables.case_facts.c.request_id
    columns = tables.requests.c.organisation, tables.requests.c.issue_number
    statement = select(*columns).join(tables.case_facts, of_request)
    with database.transaction() as tx:
        return sorted((row[0], row[1]) for row in tx.connection.execute(statement))


def test_those_of_requests_that_ended_long_ago_are_dropped(database: Database) -> None:
    ended = [State.LIVE, State.CLOSED, State.CANCELLED]
    for number, state in enumerate(ended):
        decided(database, number, state)

    assert drop(database) == 3
    assert left(database) == []


def test_those_of_open_requests_and_of_late_stay(database: Database) -> None:
    decided(database, 1, State.AWAITING_APPROVAL)
    decided(database, 2, State.FAILED)
    decided(database, 3, at=NOW)

    assert drop(database) == 0
    assert len(left(database)) == 3


def test_the_newest_of_each_organisation_stay(database: Database) -> None:
    for number in range(1, 5):
        decided(database, number)
    decided(database, 1, organisation="umbrella")

    assert drop(database, most=3) == 1
    assert left(database) == [("acme", 2), ("acme", 3), ("acme", 4), ("umbrella", 1)]


def test_no_more_go_at_a_time_than_is_said(database: Database) -> None:
    for number in range(1, 6):
        decided(database, number)

    assert drop(database, limit=2) == 2
    assert left(database) == [("acme", 3), ("acme", 4), ("acme", 5)]


def test_what_is_left_is_read_as_it_was_kept(database: Database) -> None:
    decided(database, 1)
    decided(database, 2)

    drop(database, most=1)

    with database.transaction() as tx:
        assert [one.issue_number for one in case_facts.all_of(tx, "acme", 10)] == [2]


def test_one_that_cannot_be_read_stops_no_other(database: Database) -> None:
    for number in (1, 2, 3):
        decided(database, number)
    with database.transaction() as tx:
        ids = list(tx.connection.execute(select(tables.case_facts.c.request_id)).scalars())
        spoilt = tables.case_facts.c.request_id == ids[1]
        tx.connection.execute(update(tables.case_facts).where(spoilt).values(data={"facts": 1}))

    with capture_logs() as lines, database.transaction() as tx:
        read = [case.issue_number for case in case_facts.all_of(tx, "acme", 100)]

    assert read == [3, 1]
    assert [line["request"] for line in lines] == [ids[1]]

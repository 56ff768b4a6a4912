"""Work goes on for the organisations that the operator lists now, whatever their spelling."""

from sqlalchemy import select

from app.domain.state import State
from app.store import chores, requests, tables
from app.usecases.advance import advance
from app.usecases.backfill import INTERVAL, backfill
from app.usecases.chores import run_due
from tests.journeys.acme import Acme, connect
from tests.journeys.halts import works


def rows(acme: Acme) -> list[tuple[str, int]]:
    with acme.bench.database.transaction() as tx:
        columns = (tables.requests.c.organisation, tables.requests.c.issue_number)
        return [(name, number) for name, number in tx.connection.execute(select(*columns))]


def test_one_that_is_spelt_another_way_keeps_its_requests(acme: Acme) -> None:
    request = acme.files()
    there = acme.with_bench(organisations=("ACME",))

    acme.waits(INTERVAL.total_seconds() + 1)
    run_due(there.bench, [backfill("ACME")])
    acme.does("paula", "POST", f"{request.path}/labels", {"labels": ["approved/platform"]})
    works(there)

    assert request.state is State.LIVE
    assert rows(acme) == [("acme", request.number)]
    with acme.bench.database.transaction() as tx:
        assert [one.name for one in chores.known(tx)] == ["backfill acme"]


def test_one_that_is_taken_off_the_list_rests_and_goes_on_once_it_is_back(acme: Acme) -> None:
    request = acme.files()
    acme.waits()
    acme.does("paula", "POST", f"{request.path}/labels", {"labels": ["approved/platform"]})
    acme.hears()
    routes: list[str] = []
    github = connect(
        acme.sandbox, lambda call: routes.append(call.route), database=acme.bench.database
    )
    there = acme.with_bench(organisations=("umbrella",), github=github)

    works(there)
    advance(there.bench, request.row.id)

    assert routes == []
    works(acme)
    assert request.state is State.LIVE


def test_of_two_rows_for_one_issue_that_one_is_worked_on_whose_spelling_counts(acme: Acme) -> None:
    request = acme.files()
    with acme.bench.database.transaction() as tx:
        other = requests.want(tx, "ACME", request.number, acme.bench.clock())

    works(acme)
    advance(acme.bench, other)

    with acme.bench.database.transaction() as tx:
        row = requests.get(tx, other)
    assert row is not None
    assert (row.state, row.fence) == (State.NEW, 0)

"""Work goes on for the organisations that the operator lists now, whatever their spelling."""

from sqlalchemy import select

from app.domain.state import State
from app.store import chores, tables
from app.usecases.backfill import INTERVAL, backfill
from app.usecases.chores import run_due
from tests.journeys.acme import Acme
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

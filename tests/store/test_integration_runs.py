"""Deployments to test are kept once each, found again when they are due, and dropped when old."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from app.store import integration_runs, tables, wants
from app.store.database import Database
from app.store.integration_runs import Untested

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
TABLE = tables.integration_runs


def want(
    database: Database, deployment_id: int, repository_id: int = 5, whose: str = "acme"
) -> int:
    with database.transaction() as tx:
        return integration_runs.want(tx, whose, "billing", repository_id, deployment_id, NOW)


def test_what_is_said_again_of_a_deployment_is_wanted_once_more(database: Database) -> None:
    first, again = want(database, 1), want(database, 1)

    with database.reading() as tx:
        row = integration_runs.get(tx, first)
    assert first == again
    assert row is not None
    assert (row.wanted, row.service, row.deployment_id) == (2, "billing", 1)


def test_people_go_before_pipelines(database: Database) -> None:
    row_id = want(database, 1)

    with database.reading() as tx:
        row = integration_runs.get(tx, row_id)

    assert row is not None
    assert not row.is_awaited


def test_a_deployment_is_known_by_organisation_repository_and_number(database: Database) -> None:
    ids = {
        want(database, 1),
        want(database, 2),
        want(database, 1, 6),
        want(database, 1, 5, "globex"),
    }

    with database.reading() as tx:
        due = wants.due(tx, TABLE, NOW, 10, ["acme"])
    assert len(ids) == 4
    assert len(due) == 3


def test_those_are_listed_that_somebody_has_to_mend_something_for(database: Database) -> None:
    rows = {name: want(database, number) for number, name in enumerate(("done", "stuck", "new"))}
    with database.transaction() as tx:
        for name, conclusion in (("done", "dispatched"), ("stuck", "impossible")):
            end = {"conclusion": conclusion, "reason": "No file."}
            tx.connection.execute(update(TABLE).where(TABLE.c.id == rows[name]).values(**end))

    with database.reading() as tx:
        listed = integration_runs.untested(tx, NOW, ["acme"], 5)
        later = integration_runs.untested(tx, NOW + timedelta(seconds=1), ["acme"], 5)
        elsewhere = integration_runs.untested(tx, NOW, ["globex"], 5)

    assert listed == [Untested("acme", "billing", 1, NOW, "No file.")]
    assert (later, elsewhere) == ([], [])


def test_what_was_mended_since_is_listed_no_more(database: Database) -> None:
    ends = {1: "impossible", 2: "dispatched", 3: "impossible"}
    with database.transaction() as tx:
        for number, conclusion in ends.items():
            row_id = integration_runs.want(tx, "acme", "billing", 5, number, NOW)
            end = update(TABLE).where(TABLE.c.id == row_id).values(conclusion=conclusion)
            tx.connection.execute(end)
        other = integration_runs.want(tx, "acme", "ledger", 6, 1, NOW)
        end = update(TABLE).where(TABLE.c.id == other).values(conclusion="impossible")
        tx.connection.execute(end)

    with database.reading() as tx:
        listed = integration_runs.untested(tx, NOW, ["acme"], 5)

    assert [(one.service, one.deployment_id) for one in listed] == [("ledger", 1), ("billing", 3)]


def test_old_ones_are_dropped(database: Database) -> None:
    row_id = want(database, 1)

    with database.transaction() as tx:
        early = integration_runs.drop(tx, NOW, 10)
        late = integration_runs.drop(tx, NOW + timedelta(seconds=1), 10)

    assert (early, late) == (0, 1)
    with database.reading() as tx:
        assert integration_runs.get(tx, row_id) is None

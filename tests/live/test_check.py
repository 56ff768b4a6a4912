"""A live check from its first call to the removal, at the sandbox."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from sqlalchemy import select

from app.live.asking import LOUD
from app.live.report import Report, write
from app.live.steps import End
from app.store.database import Database
from app.store.tables import audit
from tests.live.place import Place, place
from tests.live.spoiling import body, items, spoilt_sandbox


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Place, Report]]:
    """A check in which all went well, for those who only look."""
    with place(tmp_path_factory.mktemp("healthy")) as found:
        yield found, found.report()


def test_the_sandbox_answers_as_it_was_recorded_and_nothing_is_left(
    healthy: tuple[Place, Report],
) -> None:
    where, report = healthy

    assert (report.status, report.differences, report.left) == (0, [], [])
    assert {one.end for one in report.outcomes} == {End.DONE}
    assert where.repositories() == ["services"]
    assert where.rests() == []


def test_it_tells_of_each_step_and_of_the_removal(healthy: tuple[Place, Report]) -> None:
    said = healthy[0].said

    assert "  ✓ Push a pipeline, a program and a binary file" in said
    assert said[-2].endswith("-control is removed")
    assert said[-1].endswith("-renamed is removed")


def test_each_write_goes_through_the_ledger_and_onto_the_record(
    healthy: tuple[Place, Report],
) -> None:
    database = Database(healthy[0].settings.database_url)
    with database.reading() as tx:
        rows = tx.connection.execute(select(audit.c.reason, audit.c.data)).all()
    database.close()

    routes = {row.data["route"] for row in rows}
    assert {row.reason for row in rows} == {"live check"}
    assert {"POST /orgs/{org}/repos", "DELETE /repos/{owner}/{repo}"} <= routes


def test_the_free_plan_is_no_difference(tmp_path: Path) -> None:
    free = {"login": "acme", "plan": "free"}

    with place(tmp_path, organisation=free) as found:
        report = found.report()

    assert (report.status, report.differences) == (0, [])
    refused = [one.step.name for one in report.outcomes if one.end is End.REFUSED]
    assert refused == ["protect", "environments"]


def test_a_repository_that_shows_late_is_waited_for(here: Place) -> None:
    here.control("visibility", seconds=5)

    report = here.report()

    assert (report.status, report.differences) == (0, [])
    assert here.repositories() == ["services"]


def test_what_takes_a_team_is_skipped_without_one(tmp_path: Path) -> None:
    with place(tmp_path, teams=[]) as found:
        report = found.report()

    assert report.status == 0
    assert [one.step.name for one in report.outcomes if one.end is End.SKIPPED] == [
        "people",
        "team",
    ]
    assert "  - Give a team read access: skipped, for acme has no team" in found.said


def test_a_team_that_is_not_there_is_said_before_anything_is_made(here: Place) -> None:
    report = here.report(team="nobodies")

    assert report.status == 2
    assert report.stopped == "acme has no team nobodies: name one with --team."
    assert here.rests() == []


def test_an_app_that_is_not_allowed_enough_makes_nothing(here: Place) -> None:
    here.control("permissions", id=77, permissions={"metadata": "read"}, actor="ada")

    report = here.report()

    assert report.status == 2
    assert "has not been granted administration: write" in report.stopped
    assert here.repositories() == ["services"]


def test_ids_of_events_that_differ_are_said_loudly(here: Place) -> None:
    route = "GET /repos/{owner}/{repo}/issues/{issue_number}/events"

    with spoilt_sandbox({route: items(node_id="another one")}):
        report = here.report()

    [found] = report.differences
    assert (found.step, found.there, found.matters) == ("history", LOUD, True)
    said = StringIO()
    write(said, report)
    assert said.getvalue().startswith(f"\nNOT AS SLIPWAY NEEDS IT: {LOUD}\n\n1 difference; ")


def test_an_answer_that_slipway_cannot_read_is_told_of(here: Place) -> None:
    with spoilt_sandbox({"POST /repos/{owner}/{repo}/labels": body(node_id=None)}):
        report = here.report()

    told = next(one for one in report.differences if one.where == "behaviour")
    assert (told.step, told.there) == (
        "labels",
        "Slipway cannot read GitHub's answer: KeyError 'node_id'",
    )
    assert here.repositories() == ["services"]

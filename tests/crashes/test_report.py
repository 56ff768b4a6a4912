"""The crash matrix counts as a run only what showed something, and says what it left out."""

from pathlib import Path

import pytest

from tests.crashes import plan
from tests.crashes.case import Case, Result
from tests.crashes.databases import Kind
from tests.crashes.doomed_worker import Doom
from tests.crashes.places import Moment, Place
from tests.crashes.report import Report, conclude

HERE, THERE = Place(Moment.BEFORE, "GET /app", 1), Place(Moment.DURING, "GET /app", 1)


def result(*deaths: Place, violation: str = "") -> Result:
    return Result(Case((Doom(HERE),)), deaths, violation, (), Path())


def report(*results: Result) -> Report:
    made = Report(Kind.SQLITE, len(results))
    for one in results:
        made.take(one)
    made.end()
    return made


def test_a_case_to_whose_place_nobody_came_is_told_and_is_no_run(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status = conclude([report(result(HERE), result()), report(result(HERE))], is_one_case=False)

    said = capsys.readouterr().out.splitlines()
    assert f"  nobody came to: {Case((Doom(HERE),))}" in said
    assert "no runs, for nobody came to their place in three tries: 1 cases" in said
    assert said[-1] == "2 runs, 0 violations"
    assert status == 0


def test_a_violation_is_a_run_also_where_nobody_came(capsys: pytest.CaptureFixture[str]) -> None:
    status = conclude([report(result(violation="two pairs"))], is_one_case=False)

    assert capsys.readouterr().out.splitlines()[-1] == "1 runs, 1 violations"
    assert status == 1


def test_one_case_alone_that_is_not_reached_is_no_success(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status = conclude([report(result())], is_one_case=True)

    assert capsys.readouterr().out.splitlines()[-1] == "0 runs, 0 violations"
    assert status == 1


def test_places_that_not_all_clean_runs_passed_are_counted_and_left_out() -> None:
    elsewhere = Place(Moment.DURING, "GET /app", 2)
    passed = [[HERE, THERE, elsewhere], [HERE, THERE]]

    assert plan.left_out(passed) == 1
    assert [case.dooms[0].place for case in plan.singles(passed)] == [HERE, THERE]
    assert [case.dooms[0].place for case in plan.stops(passed, 2)] == [THERE, THERE]

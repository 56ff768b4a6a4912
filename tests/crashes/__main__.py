"""`python -m tests.crashes`: the crash matrix, from clean runs to the line that says how it was.

The real worker is killed at every place of the main job, another one is started, and what is left
at the end is judged.
"""

import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

from tests.crashes import databases, plan
from tests.crashes.case import Case
from tests.crashes.databases import Kind
from tests.crashes.lanes import run_all
from tests.crashes.report import Report, conclude

_CLEAN_RUNS = 3
"""A place counts if all of them pass it."""


@click.command()
@click.option(
    "--database", type=click.Choice([*(kind.value for kind in Kind), "both"]), default="both"
)
@click.option("--lanes", default=6, help="Runs side by side.")
@click.option("--pairs", "number_of_pairs", default=150, help="Cases in which two workers die.")
@click.option("--stops", "number_of_stops", default=50, help="Cases in which one is stopped.")
@click.option("--seed", default=1, help="Chooses the pairs.")
@click.option("--every", default=1, help="Only each so-many-th of all cases.")
@click.option("--only", help="One case, as a violation names it.")
def main(
    database: str,
    lanes: int,
    number_of_pairs: int,
    number_of_stops: int,
    seed: int,
    every: int,
    only: str | None,
) -> None:
    """Kill the worker everywhere, and say what is left."""
    one_case = _read(only) if only else None
    folder = Path(tempfile.mkdtemp(prefix="slipway-crashes-"))
    folder.chmod(0o711)  # PostgreSQL runs as another user if we are root
    reports = []
    for kind in [Kind(database)] if database != "both" else Kind:
        with databases.template(kind, folder) as template:
            where = (kind, template, lanes, folder)
            if one_case:
                cases = [one_case]
            else:
                cases = _planned(where, number_of_pairs, number_of_stops, seed)[::every]
            reports.append(_run(cases, where))
    if not any(report.violations for report in reports):
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(conclude(reports, is_one_case=bool(only)))


def _read(only: str) -> Case:
    try:
        return Case.read(only)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="ONLY") from None


def _planned(
    where: tuple[Kind, str, int, Path], number_of_pairs: int, number_of_stops: int, seed: int
) -> list[Case]:
    clean = list(run_all([Case()] * _CLEAN_RUNS, *where))
    for result in clean:
        if result.violation:
            sys.exit(f"{where[0]}: the job fails though nobody dies: {result.violation}")
    passed = [result.passed for result in clean]
    single = plan.singles(passed)
    double = plan.pairs(single, number_of_pairs, seed)
    still = plan.stops(passed, number_of_stops)
    click.echo(
        f"{where[0]}: {len(single)} places, {len(double)} pairs, {len(still)} stops; left out, "
        f"since not all clean runs passed them: {plan.left_out(passed)} places"
    )
    return single + double + still


def _run(cases: Sequence[Case], where: tuple[Kind, str, int, Path]) -> Report:
    report = Report(where[0], len(cases))
    for result in run_all(cases, *where):
        report.take(result)
    report.end()
    return report


if __name__ == "__main__":
    main()

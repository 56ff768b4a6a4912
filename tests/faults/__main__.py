"""`python -m tests.faults`: every fault at every call, to the line that says how it was."""

import sys
import tempfile
from multiprocessing import get_context
from pathlib import Path

import click

from tests.faults.lane import Outcome, all_places, play_some
from tests.faults.runs import Run
from tests.faults.table import FAULTS

_AT_A_TIME = 20
"""So many runs share one organisation, and so one lane of work."""


@click.command()
@click.option("--lanes", default=2, help="Processes side by side.")
@click.option("--every", default=1, help="Only each so-many-th of all runs.")
@click.option("--only", default="", help="Only runs whose name holds this text.")
def main(lanes: int, every: int, only: str) -> None:
    """Fail each call of the main job in each way, and say what came of it."""
    with tempfile.TemporaryDirectory(prefix="slipway-faults-") as name:
        folder = Path(name)
        runs = [Run(place, fault) for place in all_places(folder) for fault in FAULTS]
        chosen = [run for run in runs if only in str(run)][::every]
        parts = [chosen[at : at + _AT_A_TIME] for at in range(0, len(chosen), _AT_A_TIME)]
        jobs = [(folder / f"part-{number}", part) for number, part in enumerate(parts)]
        done = violations = 0
        # A forked process would share the servers of its parent.
        with get_context("spawn").Pool(lanes) as pool:
            for outcomes in pool.imap_unordered(play_some, jobs):
                done += len(outcomes)
                violations += sum(_told(outcome) for outcome in outcomes)
                click.echo(f"{done} of {len(chosen)} runs, {violations} violations so far")
    click.echo(f"{done} runs, {violations} violations")
    sys.exit(bool(violations))


def _told(outcome: Outcome) -> bool:
    """Say how a violation comes about again; whether it is one."""
    if outcome.violation:
        click.echo(f"VIOLATION: {outcome.name}\n{outcome.violation}")
        click.echo(f'again: make fault-table ARGS="--only {outcome.name!r}"')
    return bool(outcome.violation)


if __name__ == "__main__":
    main()

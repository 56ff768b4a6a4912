"""`python -m tests.faults`: whatever goes wrong, wherever, to the line that says how it was."""

import sys
import tempfile
from multiprocessing import get_context
from pathlib import Path

import click

from tests.faults.lane import Outcome, all_places, play_some
from tests.faults.runs import all_runs

_AT_A_TIME = 20
"""So many runs share one organisation, and so one lane of work."""


@click.command()
@click.option("--lanes", default=2, help="Processes side by side.")
@click.option("--every", default=1, help="Only each so-many-th of all runs.")
@click.option("--only", default="", help="Only runs whose name holds this text.")
def main(lanes: int, every: int, only: str) -> None:
    """Let each thing go wrong at each call of the main job, and say what came of it."""
    with tempfile.TemporaryDirectory(prefix="slipway-faults-") as name:
        folder = Path(name)
        runs = all_runs(all_places(folder))
        chosen = [run for run in runs if only in str(run)][::every]
        parts = [chosen[at : at + _AT_A_TIME] for at in range(0, len(chosen), _AT_A_TIME)]
        jobs = [(folder / f"part-{number}", part) for number, part in enumerate(parts)]
        tried = done = violations = 0
        # A forked process would share the servers of its parent.
        with get_context("spawn").Pool(lanes) as pool:
            for outcomes in pool.imap_unordered(play_some, jobs):
                tried += len(outcomes)
                done += sum(outcome.is_reached for outcome in outcomes)
                violations += sum(_told(outcome) for outcome in outcomes)
                click.echo(f"{tried} of {len(chosen)} runs, {violations} violations so far")
    if not chosen:
        click.echo(f"no run has {only!r} in its name")
    click.echo(f"{done} runs, {violations} violations")
    sys.exit(bool(violations) or not done)


def _told(outcome: Outcome) -> bool:
    """Say where nobody came, and how a violation comes about again; whether it is one."""
    if not outcome.is_reached:
        click.echo(f"nobody came to: {outcome.name}")
    if outcome.violation:
        click.echo(f"VIOLATION: {outcome.name}\n{outcome.violation}")
        click.echo(f'again: make fault-table ARGS="--only {outcome.name!r}"')
    return bool(outcome.violation)


if __name__ == "__main__":
    main()

"""`make simulate`: many random stories, with progress; ends with the line `N runs, M violations`.

EXAMPLES is how many stories are told, SEED which ones. A violation is shown as the shortest story
that shows it, with how to see it again.
"""

import argparse
import logging
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

import click
import structlog
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from app.store import schema
from app.store.database import Database
from tests.simulation.machine import Story

_BATCH = 20
"""Stories a seed: after a violation, the next seed goes on with others."""


_FRAMES = 5
"""How much of the way to an error is shown, for each of those that belong to a violation."""


class Tally:
    """How much was told so far."""

    def __init__(self) -> None:
        self.stories = self.steps = self.violations = 0
        self.began = time.monotonic()

    def story(self) -> None:
        self.stories += 1

    def step(self) -> None:
        self.steps += 1

    def __str__(self) -> str:
        minutes = (time.monotonic() - self.began) / 60
        return (
            f"{self.stories} runs, {self.steps} steps, {self.violations} violations, "
            f"{minutes:.1f} min"
        )


def main(arguments: Sequence[str] | None = None, story: type[Story] = Story) -> int:
    """Tell the stories; 0 only if none of them went wrong."""
    asked = _asked(arguments)
    # A log line for each call of thousands of stories helps nobody.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    tally, again = Tally(), list[str]()
    story.on_story, story.on_step = staticmethod(tally.story), staticmethod(tally.step)
    with tempfile.TemporaryDirectory(prefix="slipway-simulation-") as folder:
        story.template = _migrated(Path(folder))
        for number in range(asked.seed, asked.seed + -(-asked.examples // _BATCH)):
            if error := _tell(number, asked, story):
                tally.violations += 1
                again.append(_command(number, asked))
                told = traceback.format_exception(error, limit=-_FRAMES)
                click.echo("".join([f"violation: {again[-1]}\n", *told]))
            click.echo(f"seed {number}: {tally}", err=True)
    # Once more where nobody overlooks it: the stories themselves are long.
    click.echo("".join(f"to see a violation again: {command}\n" for command in again), nl=False)
    click.echo(f"{tally.stories} runs, {tally.violations} violations ({tally.steps} steps)")
    return 1 if tally.violations else 0


def _tell(number: int, asked: argparse.Namespace, story: type[Story]) -> Exception | None:
    """What went wrong in the stories of a seed, with the story in its notes."""
    chosen = settings(
        max_examples=min(_BATCH, asked.examples),
        stateful_step_count=asked.steps,
        database=None,
        deadline=None,
        print_blob=True,
        report_multiple_bugs=False,
        phases=[Phase.generate, *([] if asked.quick else [Phase.shrink])],
        suppress_health_check=list(HealthCheck),
    )
    random.seed(number)
    try:
        run_state_machine_as_test(seed(number)(story), settings=chosen)
    except Exception as error:  # noqa: BLE001 - whatever went wrong is what we look for
        return error
    return None


def _command(number: int, asked: argparse.Namespace) -> str:
    stories = min(_BATCH, asked.examples)
    quick = " --quick" if asked.quick else ""
    return f'make simulate SEED={number} EXAMPLES={stories} ARGS="--steps={asked.steps}{quick}"'


def _migrated(folder: Path) -> Path:
    path = folder / "migrated.db"
    database = Database(f"sqlite:///{path}")
    schema.upgrade(database)
    database.close()
    return path


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make simulate", description=__doc__)
    parser.add_argument("--examples", type=int, default=200)
    parser.add_argument("--steps", type=int, default=30)
    parser.add_argument("--quick", action="store_true", help="show a violation's story as it came")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))  # noqa: S311 - a start
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())

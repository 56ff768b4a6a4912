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
"""How much of the way to a violation is shown."""


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


def main() -> int:
    """Tell the stories; 0 only if none of them went wrong."""
    asked = _arguments()
    # A log line for each call of thousands of stories helps nobody.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    tally = Tally()
    Story.on_story, Story.on_step = staticmethod(tally.story), staticmethod(tally.step)
    with tempfile.TemporaryDirectory(prefix="slipway-simulation-") as folder:
        Story.template = _migrated(Path(folder))
        for number in range(asked.seed, asked.seed + -(-asked.examples // _BATCH)):
            tally.violations += not _tell(number, asked)
            click.echo(f"seed {number}: {tally}", err=True)
    click.echo(f"{tally.stories} runs, {tally.violations} violations ({tally.steps} steps)")
    return 1 if tally.violations else 0


def _tell(number: int, asked: argparse.Namespace) -> bool:
    """Whether all stories of a seed end well."""
    stories, steps = min(_BATCH, asked.examples), asked.steps
    chosen = settings(
        max_examples=stories,
        stateful_step_count=steps,
        database=None,
        deadline=None,
        print_blob=True,
        report_multiple_bugs=False,
        phases=[Phase.generate, *([] if asked.quick else [Phase.shrink])],
        suppress_health_check=list(HealthCheck),
    )
    random.seed(number)
    try:
        run_state_machine_as_test(seed(number)(Story), settings=chosen)
    except Exception as error:  # noqa: BLE001 - whatever went wrong is what we look for
        click.echo(f"violation with SEED={number} EXAMPLES={stories} STEPS={steps}:")
        frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
        story = getattr(error, "__notes__", [])
        click.echo("\n".join([f"{error!r}", *traceback.format_list(frames), *story]))
        return False
    return True


def _migrated(folder: Path) -> Path:
    path = folder / "migrated.db"
    database = Database(f"sqlite:///{path}")
    schema.upgrade(database)
    database.close()
    return path


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make simulate", description=__doc__)
    parser.add_argument("--examples", type=int, default=200)
    parser.add_argument("--steps", type=int, default=30)
    parser.add_argument("--quick", action="store_true", help="show a violation's story as it came")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))  # noqa: S311 - a start
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

"""What the operator asks of the live check, and how it is asked for on the command line."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click


@dataclass(frozen=True, slots=True)
class Order:
    """`organisation` is None where no live check is asked for; `record` is a file to write."""

    organisation: str | None
    record: Path | None = None
    team: str = ""
    plan: bool = False
    clean: bool = False
    yes: bool = False

    @property
    def is_stray(self) -> bool:
        """Whether options of the live check are given without the check."""
        return self.organisation is None and self != Order(None)


_OPTIONS = (
    click.option(
        "--live",
        "organisation",
        metavar="ORG",
        help="Instead: make the main job's calls on scratch repositories of ORG, compare the "
        "answers with those of the sandbox, and remove what was made.",
    ),
    click.option(
        "--record",
        type=click.Path(path_type=Path, dir_okay=False),
        help="With --live: write all calls and answers to this new or empty file, without secrets.",
    ),
    click.option(
        "--team",
        default="",
        metavar="SLUG",
        help="With --live: the team that may read a scratch repository. Default: the first one.",
    ),
    click.option("--plan", is_flag=True, help="With --live: say what it would do, and do nothing."),
    click.option(
        "--clean", is_flag=True, help="With --live: remove what earlier live checks left behind."
    ),
    click.option("--yes", is_flag=True, help="With --live: do not ask before it begins."),
)


def live_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command the options that make an Order."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command

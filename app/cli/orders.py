"""Subcommands by which an operator steps in, under a name that goes on record."""

import getpass
import os
from typing import TYPE_CHECKING

import click

from app.cli.refusing import read_settings, refuse
from app.cli.rows import workbench

if TYPE_CHECKING:
    from app.operations.said import Said
    from app.usecases.workbench import Workbench

_OPERATOR = click.option(
    "--operator",
    default=lambda: os.environ.get("SUDO_USER") or getpass.getuser(),
    help="Who is on record for it. Default: your login on this machine.",
)


@click.command()
@click.argument("delivery")
@_OPERATOR
def replay(delivery: str, operator: str) -> None:
    """Handle a webhook anew: DELIVERY is its number or its guid."""
    from app.operations import delivery_lists

    with workbench(read_settings()) as bench:
        _say(bench, delivery_lists.replay(bench, delivery, operator))


@click.command()
@click.argument("request")
@_OPERATOR
def resume(request: str, operator: str) -> None:
    """Let a request go on that is parked or waits.

    REQUEST is ORGANISATION#NUMBER, such as acme#12.
    """
    from app.operations import resuming

    with workbench(read_settings()) as bench:
        _say(bench, resuming.resume(bench, request, operator))


@click.command("give-up")
@click.argument("request")
@_OPERATOR
def give_up(request: str, operator: str) -> None:
    """End a build that stopped, and free its names.

    For where nobody can comment `/slipway cancel` any more. REQUEST is ORGANISATION#NUMBER.
    """
    from app.operations import resuming

    with workbench(read_settings()) as bench:
        _say(bench, resuming.give_up(bench, request, operator))


def _say(bench: "Workbench", said: "Said") -> None:
    """Print what came of an order; status 1 if nothing was changed."""
    if said.is_refused:
        refuse(said.sentence)
    click.echo(said.sentence)
    if not said.to_be_done:
        return
    if bench.hints.redis_answers():
        click.echo("A worker takes it up now; `slipway status` shows whether one is there.")
    else:
        click.echo("It is on record. Redis does not answer, so it is taken up once Redis is back.")

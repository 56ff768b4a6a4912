"""Subcommands for who sets Slipway up or brings it to another version."""

import sys
from typing import Any

import click

from app.cli.refusing import read_settings, refuse
from app.cli.rows import opened
from app.live.order import Order, live_options


@click.command()
@click.option(
    "--back-to", metavar="REVISION", help="Undo later revisions, and lose what they hold."
)
def migrate(back_to: str | None) -> None:
    """Bring the database's schema up to this version."""
    from app.store import schema

    with opened(read_settings()) as database:
        try:
            if back_to:
                schema.downgrade(database, back_to)
            else:
                schema.upgrade(database)
        except schema.SchemaRefusal as refusal:
            refuse(str(refusal))
        click.echo(schema.explain(schema.standing(database)))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@live_options
def doctor(as_json: bool, **asked: Any) -> None:
    """Check everything, and say how to mend it.

    Settings, machine, database, Redis, App, organisations and control repositories. Nothing is
    changed on GitHub, unless you ask for the live check.
    """
    order = Order(**asked)
    if order.is_stray:
        raise click.UsageError("These options belong to --live ORG.")
    if order.plan and order.clean:
        raise click.UsageError("--plan and --clean do not go together: ask for one of them.")
    settings = read_settings()
    if order.organisation is None:
        from app import doctor as checks

        sys.exit(checks.run(settings, as_json=as_json))
    from app.live import command

    sys.exit(command.run(settings, order, as_json=as_json))

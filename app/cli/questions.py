"""Subcommands that tell an operator what is on record; none changes anything."""

import sys

import click

from app.cli.refusing import read_settings
from app.cli.rows import workbench


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.option("--check", is_flag=True, help="End with status 1 if something needs a person.")
def status(as_json: bool, check: bool) -> None:
    """Say how Slipway is, and what needs a person.

    Also: who waits for what and until when, what is under way, what is left of GitHub's limits.
    """
    from app.operations import screen, status_lines
    from app.operations import status as asked

    settings = read_settings()
    with workbench(settings) as bench:
        found = asked.read(settings, bench)
    if as_json:
        screen.as_json(sys.stdout, found)
    else:
        status_lines.write(sys.stdout, found)
    sys.exit(check and bool(found.needs_a_person))


@click.command()
@click.option("--failed", is_flag=True, help="Only those that are parked.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def deliveries(failed: bool, limit: int, as_json: bool) -> None:
    """List the newest webhooks and what became of them."""
    from app.operations import delivery_lists, screen

    with workbench(read_settings()) as bench:
        found = delivery_lists.read(bench, limit, failed=failed)
    if as_json:
        screen.as_json(sys.stdout, found)
    else:
        delivery_lists.write(sys.stdout, found, failed=failed)


@click.command()
@click.argument("request", required=False)
@click.option("--writes", is_flag=True, help="Also each write to GitHub.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=100, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the entries as JSON, writes included.")
def audit(request: str | None, writes: bool, limit: int, as_json: bool) -> None:
    """Tell who decided what, when and why.

    Of REQUEST (ORGANISATION#NUMBER) as a story; without it the newest entries of all.
    """
    from app.operations import audit_trail, screen

    with workbench(read_settings()) as bench:
        found = audit_trail.read(bench, request, limit, writes=writes or as_json)
    if as_json:
        screen.as_json(sys.stdout, found.entries)
    else:
        audit_trail.write(sys.stdout, found)

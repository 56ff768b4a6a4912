"""The subcommands of `slipway catalog`, and what they are asked for."""

import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from app.operations.context import OpenWorkbench

if TYPE_CHECKING:
    from app.usecases.catalog_import import Wanted
    from app.usecases.workbench import Workbench

_JSON = click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FIELDS = ("owner", "system", "lifecycle")


@click.group()
def catalog() -> None:
    """List, import and export the services that are known."""


@catalog.command("list")
@click.argument("organisation")
@click.option("--owner", metavar="TEAM", help="Only the services of this team.")
@_JSON
@click.pass_obj
def list_(open_bench: OpenWorkbench, organisation: str, owner: str | None, as_json: bool) -> None:
    """List all services, with owner and dependencies."""
    from app.catalog import listing

    with _organisation(open_bench, organisation) as (bench, login):
        found = listing.read(bench, login, owner)
    listing.write(sys.stdout, found, as_json=as_json)


@catalog.command()
@click.argument("organisation")
@click.argument("service")
@_JSON
@click.pass_obj
def show(open_bench: OpenWorkbench, organisation: str, service: str, as_json: bool) -> None:
    """Show one service, what it depends on, and what depends on it."""
    from app.catalog import listing

    with _organisation(open_bench, organisation) as (bench, login):
        found = listing.find(bench, login, service)
    if found is None:
        _give_up(f"The catalog of {login} has no service {service}.")
    listing.write_one(sys.stdout, found, as_json=as_json)


@catalog.command()
@click.argument("organisation")
@_JSON
@click.pass_obj
def export(open_bench: OpenWorkbench, organisation: str, as_json: bool) -> None:
    """Print the catalog as Backstage's entities, in YAML or JSON."""
    from app.catalog import exporting

    with _organisation(open_bench, organisation) as (bench, login):
        exporting.write(sys.stdout, bench, login, as_json=as_json)


@catalog.command("import")
@click.argument("organisation")
@click.option("--csv", "csv_files", type=_FILE, multiple=True, help="A table of services.")
@click.option("--entities", type=_FILE, multiple=True, help="Backstage's entities.")
@click.option("--no-github", is_flag=True, help="From these files only.")
@click.option("--topic", "topics", multiple=True, help="Only repositories with one of these.")
@click.option(
    "--property", "properties", multiple=True, metavar="FIELD=NAME", help="Which property says it."
)
@click.option("--overwrite", multiple=True, metavar="SERVICE", help="Let its entry give way.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@_JSON
@click.option(
    "--operator",
    default=lambda: os.environ.get("SUDO_USER") or getpass.getuser(),
    help="Who is on record for it. Default: your login on this machine.",
)
@click.pass_obj
def import_(
    open_bench: OpenWorkbench,
    /,
    organisation: str,
    yes: bool,
    as_json: bool,
    operator: str,
    **asked: Any,
) -> None:
    """Take the organisation's existing repositories in.

    What was understood is shown before anything is written. On a terminal you are asked; elsewhere
    nothing is written without `--yes`.
    """
    from app.catalog import importing
    from app.github.errors import GitHubError
    from app.usecases.catalog_import import ImportRefused, preview, write

    with _organisation(open_bench, organisation) as (bench, login):
        wanted = _wanted(login, **asked)
        try:
            found = preview(bench, wanted)
            if not as_json:
                importing.show(sys.stdout, found)
            does = found.changes_something and (yes or (not as_json and _agreed()))
            if does:
                write(bench, wanted, found, operator)
        except (ImportRefused, GitHubError) as error:
            _give_up(str(error))
    if as_json:
        importing.show_json(sys.stdout, found, written=does)
    else:
        importing.conclude(sys.stdout, found, written=does)


def _wanted(
    organisation: str,
    csv_files: tuple[Path, ...],
    entities: tuple[Path, ...],
    no_github: bool,
    topics: tuple[str, ...],
    properties: tuple[str, ...],
    overwrite: tuple[str, ...],
) -> "Wanted":
    from app.catalog import files
    from app.domain.mistakes import FileMistakes
    from app.usecases.catalog_import import Wanted

    if no_github and not csv_files and not entities:
        raise click.UsageError("--no-github needs a file: --csv or --entities.")
    try:
        claims = files.read(csv_files, entities, organisation)
    except FileMistakes as fault:
        _give_up("\n".join(map(str, fault.mistakes)))
    return Wanted(
        organisation,
        claims,
        not no_github,
        frozenset(one.lower() for one in topics),
        dict(_property(one) for one in properties),
        overwrite,
    )


def _property(written: str) -> tuple[str, str]:
    field, _, name = written.partition("=")
    if field not in _FIELDS or not name:
        raise click.UsageError(f"--property is one of {', '.join(_FIELDS)}, then =NAME.")
    return field, name


def _agreed() -> bool:
    """What a person at a terminal says."""
    return sys.stdin.isatty() and click.confirm("Write this to the catalog?", err=True)


@contextmanager
def _organisation(
    open_bench: OpenWorkbench, organisation: str
) -> "Iterator[tuple[Workbench, str]]":
    """The workbench, and the organisation as its rows spell it."""
    with open_bench() as bench:
        with bench.database.reading() as tx:
            login = bench.served(tx, organisation)
        if login is None:
            listed = ", ".join(bench.organisations)
            _give_up(f"{organisation} is not on the list SLIPWAY_ORGS, which has: {listed}.")
        yield bench, login


def _give_up(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(1)

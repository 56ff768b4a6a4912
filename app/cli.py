"""The `slipway` command: what each subcommand starts, and what must be true before it does."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from app.settings import Settings, SettingsError

if TYPE_CHECKING:
    from app.store.database import Database

_ROOT = Path(__file__).parent.parent
_PROGRAM = {"ignore_unknown_options": True, "help_option_names": []}


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="slipway", message="slipway %(version)s")
def main() -> None:
    """Slipway turns approved service requests into paired repositories."""
    # Rows and logs tell of private repositories: nobody else on the machine may read them.
    os.umask(0o077)


@main.command()
def web() -> None:
    """Take webhooks in and answer health checks."""
    settings = _settings()
    _ensure_schema(settings)
    from app.web import server

    try:
        server.serve(settings)
    except server.PortTaken as error:
        _give_up(str(error))


@main.command()
@click.option("--concurrency", type=click.IntRange(min=1), help="Default: 1 on SQLite, else 2.")
def worker(concurrency: int | None) -> None:
    """Do the work, and sweep for what was left lying."""
    _ensure_schema(_settings())
    _become("worker", [f"--concurrency={concurrency}"] if concurrency else [])


@main.command()
def migrate() -> None:
    """Bring the database's schema up to this version."""
    from app.store import schema

    with _database(_settings()) as database:
        schema.upgrade(database)
    click.echo("The database has the schema of this version.")


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def doctor(as_json: bool) -> None:
    """Check settings, database, Redis, App and control repository; say how to mend each."""
    from app import doctor as checks

    sys.exit(checks.run(_settings(), as_json=as_json))


@main.command()
@click.option("--exit", "leave", is_flag=True, help="End after the story instead of staying up.")
@click.option("--port", type=click.IntRange(0, 65535), help="Where the sandbox's pages are.")
def demo(leave: bool, port: int | None) -> None:
    """Play the main job against the sandbox, with the real processes."""
    _need_sandbox()
    from app import demo as story

    sys.exit(story.run(leave=leave, port=port))


@main.command(context_settings=_PROGRAM)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def sandbox(arguments: tuple[str, ...]) -> None:
    """Start the stand-in GitHub; see `slipway sandbox --help`."""
    _need_sandbox()
    _become("sandbox", list(arguments))


def _settings() -> Settings:
    """The settings; mistakes are listed, and the command ends with status 2."""
    try:
        return Settings.load(os.environ)
    except SettingsError as error:
        click.echo("Slipway cannot start with these settings:", err=True)
        for mistake in error.mistakes:
            click.echo(f"  - {mistake}", err=True)
        sys.exit(2)


def _ensure_schema(settings: Settings) -> None:
    """SQLite is migrated here (its lock lets one process through); PostgreSQL never unasked."""
    from app.store import schema

    with _database(settings) as database:
        if database.is_sqlite:
            schema.upgrade(database)
        elif not schema.is_current(database):
            _give_up(
                "The database has the schema of another version. Run `slipway migrate` with this "
                "version first; the Procfile's release process does it at every deployment."
            )


@contextmanager
def _database(settings: Settings) -> Iterator["Database"]:
    from sqlalchemy.exc import OperationalError

    from app.store.database import Database

    database = Database(settings.database_url)
    try:
        yield database
    except OperationalError as error:
        _give_up(f"The database of SLIPWAY_DATABASE_URL cannot be used: {error.orig}")
    finally:
        database.close()


def _need_sandbox() -> None:
    if not (_ROOT / "sandbox").is_dir():
        _give_up(
            "The sandbox is no part of the installed package. Clone Slipway's repository, run "
            "`make setup` in it and start .venv/bin/slipway there."
        )


def _become(module: str, arguments: list[str]) -> NoReturn:
    """Runs another program in place of this one: same process id, signals arrive directly."""
    program = [sys.executable, "-P", "-m", module, *arguments]
    os.execve(sys.executable, program, os.environ | {"PYTHONPATH": str(_ROOT)})


def _give_up(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(1)


if __name__ == "__main__":
    main()

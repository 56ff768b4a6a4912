"""The `slipway` command: what each subcommand starts, and what must be true before it does."""

import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from app.live.order import Order, live_options
from app.settings import Settings, SettingsError

if TYPE_CHECKING:
    from app.operations.said import Said
    from app.store.database import Database
    from app.usecases.workbench import Workbench

_ROOT = Path(__file__).parent.parent
_OPERATOR = click.option(
    "--operator",
    default=lambda: os.environ.get("SUDO_USER") or getpass.getuser(),
    help="Who is on record for it. Default: your login on this machine.",
)
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
@click.option(
    "--back-to", metavar="REVISION", help="Undo later revisions, and lose what they hold."
)
def migrate(back_to: str | None) -> None:
    """Bring the database's schema up to this version."""
    from app.store import schema

    with _database(_settings()) as database:
        try:
            if back_to:
                schema.downgrade(database, back_to)
            else:
                schema.upgrade(database)
        except schema.SchemaRefusal as refusal:
            _give_up(str(refusal))
        click.echo(schema.explain(schema.standing(database)))


@main.command()
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
    settings = _settings()
    if order.organisation is None:
        from app import doctor as checks

        sys.exit(checks.run(settings, as_json=as_json))
    from app.live import command

    sys.exit(command.run(settings, order, as_json=as_json))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.option("--check", is_flag=True, help="End with status 1 if something needs a person.")
def status(as_json: bool, check: bool) -> None:
    """Say how Slipway is, and what needs a person.

    Also: who waits for what and until when, what is under way, what is left of GitHub's limits.
    """
    from app.operations import screen, status_lines
    from app.operations import status as asked

    settings = _settings()
    with _workbench(settings) as bench:
        found = asked.read(settings, bench)
    if as_json:
        screen.as_json(sys.stdout, found)
    else:
        status_lines.write(sys.stdout, found)
    sys.exit(check and bool(found.needs_a_person))


@main.command()
@click.option("--failed", is_flag=True, help="Only those that are parked.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def deliveries(failed: bool, limit: int, as_json: bool) -> None:
    """List the newest webhooks and what became of them."""
    from app.operations import delivery_lists, screen

    with _workbench(_settings()) as bench:
        found = delivery_lists.read(bench, limit, failed=failed)
    if as_json:
        screen.as_json(sys.stdout, found)
    else:
        delivery_lists.write(sys.stdout, found, failed=failed)


@main.command()
@click.argument("delivery")
@_OPERATOR
def replay(delivery: str, operator: str) -> None:
    """Handle a webhook anew: DELIVERY is its number or its guid."""
    from app.operations import delivery_lists

    with _workbench(_settings()) as bench:
        _say(bench, delivery_lists.replay(bench, delivery, operator))


@main.command()
@click.argument("request")
@_OPERATOR
def resume(request: str, operator: str) -> None:
    """Let a request go on that is parked or waits.

    REQUEST is ORGANISATION#NUMBER, such as acme#12.
    """
    from app.operations import resuming

    with _workbench(_settings()) as bench:
        _say(bench, resuming.resume(bench, request, operator))


@main.command("give-up")
@click.argument("request")
@_OPERATOR
def give_up(request: str, operator: str) -> None:
    """End a build that stopped, and free its names.

    For where nobody can comment `/slipway cancel` any more. REQUEST is ORGANISATION#NUMBER.
    """
    from app.operations import resuming

    with _workbench(_settings()) as bench:
        _say(bench, resuming.give_up(bench, request, operator))


@main.command()
@click.argument("request", required=False)
@click.option("--writes", is_flag=True, help="Also each write to GitHub.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=100, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the entries as JSON, writes included.")
def audit(request: str | None, writes: bool, limit: int, as_json: bool) -> None:
    """Tell who decided what, when and why.

    Of REQUEST (ORGANISATION#NUMBER) as a story; without it the newest entries of all.
    """
    from app.operations import audit_trail, screen

    with _workbench(_settings()) as bench:
        found = audit_trail.read(bench, request, limit, writes=writes or as_json)
    if as_json:
        screen.as_json(sys.stdout, found.entries)
    else:
        audit_trail.write(sys.stdout, found)


@main.command()
@click.option("--exit", "leave", is_flag=True, help="End after the story instead of staying up.")
@click.option("--port", type=click.IntRange(0, 65535), help="Where the sandbox's pages are.")
def demo(leave: bool, port: int | None) -> None:
    """Play the main job against the sandbox.

    With the real processes.
    """
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
        found = schema.standing(database)
        if database.is_sqlite and found in {schema.Standing.EMPTY, schema.Standing.OLDER}:
            schema.upgrade(database)
        elif not found.is_usable:
            _give_up(schema.explain(found))


@contextmanager
def _database(settings: Settings) -> Iterator["Database"]:
    from app.store.database import Database

    database = Database(settings.database_url)
    try:
        with _outages_said():
            yield database
    finally:
        database.close()


@contextmanager
def _outages_said() -> Iterator[None]:
    from sqlalchemy.exc import OperationalError

    try:
        yield
    except OperationalError as error:
        # libpq asks in further lines what only a person could answer.
        first = str(error.orig).partition("\n")[0]
        _give_up(f"The database of SLIPWAY_DATABASE_URL cannot be used: {first}")


@contextmanager
def _workbench(settings: Settings) -> Iterator["Workbench"]:
    """What commands about rows work with; every trouble with the database is a sentence."""
    from app import bootstrap, logs
    from app.operations.naming import Unclear

    _ensure_rows(settings)
    logs.configure("error")  # what a command has to say, it says itself
    bench = bootstrap.build(settings)
    try:
        with _outages_said():
            yield bench
    except Unclear as unclear:
        _give_up(str(unclear))
    finally:
        bench.hints.close()
        bench.database.close()


def _ensure_rows(settings: Settings) -> None:
    """A command that asks makes no database and changes no schema."""
    from app.store import schema

    with _database(settings) as database:
        file = database.url.database or ""
        if database.is_sqlite and not Path(file).exists():
            _give_up(
                f"There is no database at {file}. `slipway web` and `slipway worker` make one; "
                "if they run already, start this command with their settings."
            )
        found = schema.standing(database)
        if not found.is_usable:
            _give_up(schema.explain(found))


def _say(bench: "Workbench", said: "Said") -> None:
    """Print what came of an order; status 1 if nothing was changed."""
    if said.is_refused:
        _give_up(said.sentence)
    click.echo(said.sentence)
    if not said.to_be_done:
        return
    if bench.hints.redis_answers():
        click.echo("A worker takes it up now; `slipway status` shows whether one is there.")
    else:
        click.echo("It is on record. Redis does not answer, so it is taken up once Redis is back.")


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

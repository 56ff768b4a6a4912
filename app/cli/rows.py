"""The database as commands find it: its schema looked at first, its outages said in a sentence."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.refusing import refuse
from app.settings import Settings

if TYPE_CHECKING:
    from app.store.database import Database
    from app.usecases.workbench import Workbench


@contextmanager
def opened(settings: Settings) -> Iterator["Database"]:
    """The database, closed in the end; an outage ends the command with a sentence."""
    from app.store.database import Database

    database = Database(settings.database_url)
    try:
        with _outages_said():
            yield database
    finally:
        database.close()


def ensure_schema(settings: Settings) -> None:
    """SQLite is migrated here (its lock lets one process through); PostgreSQL never unasked."""
    from app.store import schema

    with opened(settings) as database:
        found = schema.standing(database)
        if database.is_sqlite and found in {schema.Standing.EMPTY, schema.Standing.OLDER}:
            schema.upgrade(database)
        elif not found.is_usable:
            refuse(schema.explain(found))


@contextmanager
def workbench(settings: Settings) -> Iterator["Workbench"]:
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
        refuse(str(unclear))
    finally:
        bench.hints.close()
        bench.database.close()


def _ensure_rows(settings: Settings) -> None:
    """A command that asks makes no database and changes no schema."""
    from app.store import schema

    with opened(settings) as database:
        file = database.url.database or ""
        if database.is_sqlite and not Path(file).exists():
            refuse(
                f"There is no database at {file}. `slipway web` and `slipway worker` make one; "
                "if they run already, start this command with their settings."
            )
        found = schema.standing(database)
        if not found.is_usable:
            refuse(schema.explain(found))


@contextmanager
def _outages_said() -> Iterator[None]:
    from sqlalchemy.exc import OperationalError

    try:
        yield
    except OperationalError as error:
        # libpq asks in further lines what only a person could answer.
        first = str(error.orig).partition("\n")[0]
        refuse(f"The database of SLIPWAY_DATABASE_URL cannot be used: {first}")

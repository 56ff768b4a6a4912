"""Whether this version can work with the database's schema, and how it gets the one it wants."""

from enum import Enum, auto
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, select, text

from app.store import tables
from app.store.database import Database

_MIGRATIONS = Path(__file__).parent / "migrations"

# Any number, the same in all versions: who migrates a PostgreSQL database holds this lock.
_ADVISORY_LOCK = 5_117_002

# Changing a table waits for whoever uses it, and everybody else then waits behind that.
_LOCK_PATIENCE = "10s"


class Standing(Enum):
    """How the database's schema stands to this version."""

    CURRENT = auto()
    NEWER = auto()  # made by a later version, which says that this one can go on with it
    TOO_NEW = auto()
    OLDER = auto()
    EMPTY = auto()

    @property
    def is_usable(self) -> bool:
        return self in {Standing.CURRENT, Standing.NEWER}


class SchemaRefusal(Exception):
    """The schema was not changed; the text says why, and what to do."""


def standing(database: Database) -> Standing:
    """How the schema stands now; whoever writes meanwhile is neither awaited nor held up.

    Raises sqlalchemy.exc.OperationalError.
    """
    with database.reading() as tx:
        return _standing(tx.connection)


def is_usable(database: Database) -> bool:
    """Whether this version can work with the schema as it is."""
    return standing(database).is_usable


def explain(found: Standing) -> str:
    """A sentence for operators: what is so, and what to do if something is to be done."""
    match found:
        case Standing.CURRENT:
            return "The database has the schema of this version."
        case Standing.NEWER:
            return "A later version made the database's schema; this version can go on with it."
        case Standing.TOO_NEW:
            return (
                "A later version made the database's schema, and this version cannot work with "
                "it. Run that version, or take the schema back with it first: "
                "`slipway migrate --back-to REVISION`."
            )
        case Standing.OLDER:
            return "The database has the schema of an earlier version. Run `slipway migrate`."
        case Standing.EMPTY:
            return "The database has no tables yet. Run `slipway migrate`."


def upgrade(database: Database) -> None:
    """Bring the schema up to this version; one that is there, or newer and usable, stays.

    Raises SchemaRefusal.
    """
    with database.engine.begin() as connection:
        _wait_for_turn(connection)
        found = _standing(connection)
        if found is Standing.TOO_NEW:
            raise SchemaRefusal(explain(found))
        if not found.is_usable:
            command.upgrade(_config(connection), "head")


def downgrade(database: Database, revision: str) -> None:
    """Take the schema back to an earlier revision; what only later tables held is gone.

    Raises SchemaRefusal.
    """
    if revision not in (known := _known()):
        listed = ", ".join(sorted(known))
        raise SchemaRefusal(f"There is no revision {revision!r}. This version knows: {listed}.")
    with database.engine.begin() as connection:
        _wait_for_turn(connection)
        found = _standing(connection)
        if found in {Standing.NEWER, Standing.TOO_NEW, Standing.EMPTY}:
            raise SchemaRefusal(
                "This version cannot take the schema back, for it did not make it. "
                + explain(found)
            )
        command.downgrade(_config(connection), revision)


def _wait_for_turn(connection: Connection) -> None:
    """One migration at a time; SQLite's transactions see to it by themselves."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})"))
        connection.execute(text(f"SET LOCAL lock_timeout = '{_LOCK_PATIENCE}'"))


def _standing(connection: Connection) -> Standing:
    revision = MigrationContext.configure(connection).get_current_revision()
    known = _known()
    if revision is None:
        return Standing.EMPTY
    if revision == max(known):
        return Standing.CURRENT
    if revision in known:
        return Standing.OLDER
    return Standing.NEWER if _readable_since(connection) in known else Standing.TOO_NEW


def _known() -> set[str]:
    """The revisions that this version has; each is greater than the one before it."""
    scripts = ScriptDirectory.from_config(_config())
    return {script.revision for script in scripts.walk_revisions()}


def _readable_since(connection: Connection) -> str | None:
    """The oldest revision whose program can work with this schema, by the schema's own word."""
    table = tables.compatibility
    if not inspect(connection).has_table(table.name):
        return None
    found: str | None = connection.execute(select(table.c.readable_since)).scalar_one_or_none()
    return found


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    if connection is not None:
        config.attributes["connection"] = connection
    return config

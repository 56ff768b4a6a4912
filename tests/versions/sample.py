"""Reads what earlier versions left: their rows, and what they say to the database."""

import json
from base64 import b64decode
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, MetaData, text

from app.store.database import Database
from tests.environment import ROOT

HERE = Path(__file__).parent
VERSIONS = sorted(folder.name for folder in HERE.iterdir() if (folder / "rows.json").exists())


def make(database: Database, version: str) -> None:
    """The schema of that version, whatever there was before, with the rows that it left."""
    with database.engine.begin() as connection:
        _forget_everything(connection)
        config = Config()
        config.set_main_option("script_location", str(ROOT / "app/store/migrations"))
        config.attributes["connection"] = connection
        command.upgrade(config, version)
        _fill(connection, version)


def statements(version: str, dialect: str) -> list[tuple[str, Any]]:
    """What that version says to a database of the dialect, in order, each once."""
    read = json.loads((HERE / version / f"statements-{dialect}.json").read_text(encoding="utf-8"))
    return [(one["statement"], _parameters(_rich(one["parameters"]))) for one in read]


def rows(version: str, table: str) -> list[dict[str, Any]]:
    """The rows that it left in one table."""
    found = json.loads((HERE / version / "rows.json").read_text(encoding="utf-8"))[table]
    return [{name: _rich(value) for name, value in row.items()} for row in found]


def _parameters(found: Any) -> Any:
    """One set of values or, for many rows at once, several."""
    if isinstance(found, dict):
        return found
    if found and isinstance(found[0], list | dict):
        return [one if isinstance(one, dict) else tuple(one) for one in found]
    return tuple(found)


def _forget_everything(connection: Connection) -> None:
    found = MetaData()
    found.reflect(connection)
    found.drop_all(connection)
    if connection.dialect.name == "postgresql":
        connection.execute(text("DROP FUNCTION IF EXISTS audit_is_append_only CASCADE"))


def _fill(connection: Connection, version: str) -> None:
    rows = json.loads((HERE / version / "rows.json").read_text(encoding="utf-8"))
    found = MetaData()
    found.reflect(connection)
    for table in found.sorted_tables:
        if table.name == "alembic_version" or not rows.get(table.name):
            continue
        if connection.execute(table.select().limit(1)).first():
            connection.execute(table.delete())  # what the migration itself put there
        chosen = [{name: _rich(value) for name, value in row.items()} for row in rows[table.name]]
        connection.execute(table.insert(), chosen)
        _go_on_counting(connection, table.name, chosen)


def _go_on_counting(connection: Connection, table: str, rows: list[dict[str, Any]]) -> None:
    if connection.dialect.name == "postgresql" and "id" in rows[0]:
        newest = max(row["id"] for row in rows)
        sequence = {"table": table, "newest": newest}
        ask = text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :newest)")
        connection.execute(ask, sequence)


def _rich(value: Any) -> Any:
    match value:
        case {"bytes": str(coded)} if len(value) == 1:
            return b64decode(coded)
        case {"moment": str(moment)} if len(value) == 1:
            found = datetime.fromisoformat(moment)
            return found if found.tzinfo else found.replace(tzinfo=UTC)
        case {"mapping": dict(found)} if len(value) == 1:
            return {name: _rich(one) for name, one in found.items()}
        case list():
            return [_rich(one) for one in value]
        case _:
            return value

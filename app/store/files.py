"""File sets kept by content: template trees as fetched, renderings as approved."""

import base64
import json
import zlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, or_, select, update

from app.store.database import Transaction
from app.store.tables import renderings, template_trees

FileSet = tuple[tuple[str, int, bytes], ...]
"""Files as (path, git mode, content), in the order of their paths."""


_A_WHILE = timedelta(days=1)


def keep_tree(
    tx: Transaction, organisation: str, tree_id: str, files: FileSet, at: datetime
) -> None:
    """Keep a template tree; the same id always has the same content."""
    _keep(tx, template_trees, {"organisation": organisation, "tree_id": tree_id}, _pack(files), at)


def tree(tx: Transaction, organisation: str, tree_id: str, at: datetime) -> FileSet | None:
    """A template tree that was kept; `at` is now, for who asks uses it."""
    packed = _find(tx, template_trees, {"organisation": organisation, "tree_id": tree_id}, at)
    return None if packed is None else _unpack(packed)


def keep_rendering(
    tx: Transaction, organisation: str, digest: str, halves: Mapping[str, FileSet], at: datetime
) -> None:
    """Keep what both repositories would hold for a digest: what is shown is what is built."""
    packed = json.dumps({half: _to_json(files) for half, files in halves.items()})
    key = {"organisation": organisation, "digest": digest}
    _keep(tx, renderings, key, zlib.compress(packed.encode()), at)


def rendering(
    tx: Transaction, organisation: str, digest: str, at: datetime
) -> dict[str, FileSet] | None:
    """What was kept for a digest, by half; `at` is now, for who asks uses it."""
    packed = _find(tx, renderings, {"organisation": organisation, "digest": digest}, at)
    if packed is None:
        return None
    halves: dict[str, Any] = json.loads(zlib.decompress(packed))
    return {half: _from_json(files) for half, files in halves.items()}


def paths_of(files: FileSet) -> tuple[str, ...]:
    """What its files are called."""
    return tuple(path for path, *_ in files)


def _keep(
    tx: Transaction, table: Table, key: Mapping[str, str], packed: bytes, at: datetime
) -> None:
    statement = tx.insert(table).values(**key, files=packed, used_at=at)
    tx.connection.execute(statement.on_conflict_do_nothing())


def _find(tx: Transaction, table: Table, key: Mapping[str, str], at: datetime) -> bytes | None:
    conditions = [table.c[column] == value for column, value in key.items()]
    long_ago = or_(table.c.used_at.is_(None), table.c.used_at < at - _A_WHILE)
    # First this: whoever drops what is unused sees it, or has dropped it before it is read.
    tx.connection.execute(update(table).where(*conditions, long_ago).values(used_at=at))
    packed: bytes | None = tx.connection.execute(
        select(table.c.files).where(*conditions)
    ).scalar_one_or_none()
    return packed


def _pack(files: FileSet) -> bytes:
    return zlib.compress(json.dumps(_to_json(files)).encode())


def _unpack(packed: bytes) -> FileSet:
    return _from_json(json.loads(zlib.decompress(packed)))


def _to_json(files: FileSet) -> list[list[str | int]]:
    return [[path, mode, base64.b64encode(content).decode()] for path, mode, content in files]


def _from_json(rows: list[Any]) -> FileSet:
    return tuple((path, mode, base64.b64decode(content)) for path, mode, content in rows)

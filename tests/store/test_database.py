"""Where a database's file lies, who may read it, and that two processes may make it at once."""

import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from app.store import requests
from app.store.database import Database

_LONG_ENOUGH_SECONDS = 0.3
_FULL = "2"


def test_a_folder_made_for_the_database_is_for_this_user_alone(tmp_path: Path) -> None:
    folder = tmp_path / "var"

    Database(f"sqlite:///{folder}/slipway.db").close()

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_who_meets_another_at_a_new_file_waits_for_it(tmp_path: Path) -> None:
    """As web and worker do that are started together."""
    path = tmp_path / "slipway.db"
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as first,
        ThreadPoolExecutor() as pool,
    ):
        first.execute("BEGIN IMMEDIATE")

        second = pool.submit(_journal_mode, path)
        wait([second], _LONG_ENOUGH_SECONDS)
        first.execute("ROLLBACK")

        assert second.result() == "wal"


def test_a_commit_waits_for_the_disk(tmp_path: Path) -> None:
    """In a process of its own, for SQLite waits for no disk where tests run."""
    program = (
        "import sys; from app.store.database import Database\n"
        "with Database(sys.argv[1]).reading() as tx:\n"
        "    print(tx.connection.exec_driver_sql('PRAGMA synchronous').scalar_one())"
    )

    address = f"sqlite:///{tmp_path / 'slipway.db'}"
    done = subprocess.run(
        [sys.executable, "-c", program, address], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == _FULL


def test_a_rehearsal_sees_its_own_changes_and_leaves_none(database: Database) -> None:
    hints: list[str] = []
    rehearsed = database.rehearsing()

    with rehearsed.transaction() as tx:
        tx.after_commit(lambda: hints.append("handed on"))
        request_id = requests.want(tx, "acme", 1, datetime.now(UTC))
        seen = requests.get(tx, request_id)
    with database.transaction() as tx:
        left = requests.get(tx, request_id)

    assert seen is not None
    assert (left, hints) == (None, [])


def _journal_mode(path: Path) -> str:
    database = Database(f"sqlite:///{path}")
    with database.transaction() as tx:
        mode: str = tx.connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
    database.close()
    return mode

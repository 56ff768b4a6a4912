"""Waits for what another thread or process is about to do."""

import time
from collections.abc import Callable

from sqlalchemy import text

from app.store.database import Database

_PAUSE_SECONDS = 0.01


def until(is_so: Callable[[], bool], seconds: float = 30) -> None:
    """Returns once it is so; fails when that takes too long."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"nothing came of it in {seconds} seconds"
        time.sleep(_PAUSE_SECONDS)


def until_locked_out(database: Database, count: int = 1) -> None:
    """Returns once so many transactions on this PostgreSQL wait for locks of others."""
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )

    def is_so() -> bool:
        with database.reading() as tx:
            return bool(tx.connection.execute(waiting).scalar_one() >= count)

    until(is_so)

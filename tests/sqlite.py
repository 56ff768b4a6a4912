"""SQLite as the tests have it in their own process: it does not wait for the disk."""

import sqlite3

from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, Pool, PoolProxiedConnection

_DONE = "waits for no disk"


def wait_for_no_disk() -> None:
    """From now on rows outlive a kill but no power cut, as those of the tests' PostgreSQL do."""
    event.listen(Pool, "checkout", _hurry)


def _hurry(
    connection: DBAPIConnection, entry: ConnectionPoolEntry, _: PoolProxiedConnection
) -> None:
    # At the first use: what Slipway itself asks for is set as the connection is made.
    if isinstance(connection, sqlite3.Connection) and _DONE not in entry.info:
        connection.execute("PRAGMA synchronous=OFF")
        entry.info[_DONE] = True

"""Tells what is wrong with the database itself, and what to do, from the errors it raises."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree


class Kind(StrEnum):
    """What the database lacks: LOCKED and AWAY pass by themselves, FULL and UNWRITABLE do not."""

    LOCKED = "locked"
    AWAY = "away"
    FULL = "full"
    UNWRITABLE = "unwritable"


@dataclass(frozen=True, slots=True)
class Outage:
    """Why the database did nothing just now; `sentence` also says what to do about it."""

    kind: Kind
    sentence: str

    @property
    def passes(self) -> bool:
        """Whether trying again shortly may help without anybody doing anything."""
        return self.kind in {Kind.LOCKED, Kind.AWAY}


_LOCKED = Outage(
    Kind.LOCKED,
    "The database is locked by another process for longer than Slipway waits. It goes on by itself "
    "once the lock is gone; if it stays, look for a backup, a migration or an open SQL shell.",
)
_AWAY = Outage(
    Kind.AWAY,
    "The database does not answer. Slipway goes on by itself once it does; look whether the server "
    "of SLIPWAY_DATABASE_URL runs and can be reached.",
)
_FULL = Outage(
    Kind.FULL,
    "The disk that the database lies on is full. Make room there; Slipway goes on by itself then, "
    "and nothing that it acknowledged is lost.",
)
_UNWRITABLE = Outage(
    Kind.UNWRITABLE,
    "The database's files cannot be read or written: its disk is full, over quota, mounted "
    "read-only or broken. Look at the disk and at who owns the files; Slipway goes on by itself.",
)

_OF_SQLITE = {
    "SQLITE_BUSY": _LOCKED,
    "SQLITE_LOCKED": _LOCKED,
    "SQLITE_PROTOCOL": _LOCKED,
    "SQLITE_FULL": _FULL,
    "SQLITE_IOERR": _UNWRITABLE,
    "SQLITE_READONLY": _UNWRITABLE,
    "SQLITE_CANTOPEN": _UNWRITABLE,
}
# By SQLSTATE, or its first two characters for a whole class.
_OF_POSTGRESQL = {
    "40001": _LOCKED,  # serialization_failure
    "40P01": _LOCKED,  # deadlock_detected
    "55P03": _LOCKED,  # lock_not_available
    "25006": _UNWRITABLE,  # read_only_sql_transaction
    "53100": _FULL,  # disk_full
    "58030": _UNWRITABLE,  # io_error
    "08": _AWAY,  # connection_exception
    "53": _AWAY,  # insufficient_resources, such as too many connections
    "57P": _AWAY,  # shutting down, starting up, dropped
}


def of(error: BaseException) -> Outage | None:
    """What is wrong with the database; None if the error is about something else."""
    if isinstance(error, NoConnectionFree):
        return _AWAY
    if not isinstance(error, DBAPIError):
        return None
    if error.connection_invalidated:
        return _AWAY
    name = getattr(error.orig, "sqlite_errorname", None)
    if name is not None:
        return next((one for code, one in _OF_SQLITE.items() if name.startswith(code)), None)
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return next((one for code, one in _OF_POSTGRESQL.items() if state.startswith(code)), None)
    # The driver could not even connect, so that no server gave the error a number.
    return _AWAY if type(error.orig).__name__ == "OperationalError" else None

"""What all tables share: their metadata, moments in UTC, and the numbers of rows."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Dialect,
    Integer,
    MetaData,
    Text,
    TypeDecorator,
)


class Instant(TypeDecorator[datetime]):
    """A moment in UTC; SQLite keeps no zone, so it is taken off and put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """A moment without a zone is a mistake of ours, never guessed at."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without time zone: {value!r}")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, _: Dialect) -> datetime | None:
        """Always aware, always UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

RowId = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows only for INTEGER


def claimed() -> list[Column[Any]]:
    """What makes a row due and what holds it back, and who works on it: as in `requests`."""
    return [
        Column("wanted", Integer, nullable=False, default=1),
        Column("seen", Integer, nullable=False, default=0),
        Column("wait_until", Instant),
        Column("wait_reason", Text, nullable=False, default="", server_default=""),
        Column("lease_until", Instant),
        Column("fence", Integer, nullable=False, default=0),
        Column("failures", Integer, nullable=False, default=0),
        Column("updated_at", Instant, nullable=False),
    ]

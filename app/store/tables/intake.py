"""What GitHub says: deliveries, and those that never arrived."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, Table, Text

from app.store.tables.columns import Instant, RowId, metadata

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("guid", String(64), nullable=False, unique=True),
    Column("event", String(64), nullable=False),
    Column("action", String(64)),
    Column("installation_id", BigInteger),
    Column("organisation", String(100)),
    Column("body", LargeBinary, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("state", String(16), nullable=False),
    Column("note", Text, nullable=False, default=""),
    Column("attempts", Integer, nullable=False, default=0, server_default="0"),
    Column("handled_at", Instant),
    Index(None, "state", "id"),
)

# Deliveries that GitHub has on record and we have not, each asked for again.
redeliveries = Table(
    "redeliveries",
    metadata,
    Column("guid", String(64), primary_key=True),
    Column("delivery_id", BigInteger, nullable=False),  # GitHub's, of the attempt to repeat
    Column("delivered_at", Instant, nullable=False),
    Column("asked_at", Instant),
    Column("asks", Integer, nullable=False, default=0),
)

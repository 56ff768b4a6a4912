"""What is done by the clock, what is on record for ever, and who may read this schema."""

from sqlalchemy import JSON, BigInteger, Column, Index, Integer, String, Table, Text

from app.store.tables.columns import Instant, RowId, metadata

# What is done now and then, by whichever worker comes first.
chores = Table(
    "chores",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("due_at", Instant, nullable=False),
    Column("lease_until", Instant),
    Column("fence", Integer, nullable=False, default=0),
    Column("done_at", Instant),
    Column("failures", Integer, nullable=False, default=0),
    Column("note", Text, nullable=False, default=""),
    Column("data", JSON, nullable=False, default=dict),
)

# Never changed and never deleted from: a trigger of the database sees to it.
audit = Table(
    "audit",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("organisation", String(100), nullable=False),
    Column("request_id", BigInteger),  # no foreign key: the record outlives what it is about
    Column("at", Instant, nullable=False),
    Column("actor", String(150), nullable=False),
    Column("action", String(64), nullable=False),
    Column("reason", Text, nullable=False),
    Column("digest", String(64), nullable=False, default=""),
    Column("data", JSON, nullable=False, default=dict),
    Index(None, "organisation", "request_id", "id"),
)

# The oldest version of the program, by its newest migration, that may still use this schema.
compatibility = Table(
    "compatibility",
    metadata,
    Column("readable_since", String(32), primary_key=True),
)

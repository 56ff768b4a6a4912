"""What GitHub's limits allow, and what was spent of that."""

from sqlalchemy import JSON, BigInteger, Column, Index, Integer, String, Table, Text

from app.store.tables.columns import Instant, RowId, metadata

# What the workers owe GitHub's limits: one row for each installation, and 0 for the App itself.
budgets = Table(
    "budgets",
    metadata,
    Column("installation_id", BigInteger, primary_key=True, autoincrement=False),
    # By resource (`core`, `graphql`): limit, remaining and reset, as GitHub's headers last said.
    Column("primary_limits", JSON, nullable=False, default=dict),
    # Nothing at all before this moment: GitHub said so, and how often in a row.
    Column("paused_until", Instant),
    Column("pause_reason", Text, nullable=False, default=""),
    Column("strikes", Integer, nullable=False, default=0),
    # Writes go one after another: who writes now, until when at most, and when the next one may.
    Column("writer", String(32)),
    Column("writer_until", Instant),
    Column("next_write_at", Instant),
    # Somebody's own request waits for its turn: until then a campaign asks in vain.
    Column("people_until", Instant),
)

# One row for each call that a limit still counts; `until` is set while it is under way. Whatever
# creates content counts for an hour, the rest for a minute.
spendings = Table(
    "spendings",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("installation_id", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("resource", String(16), nullable=False),
    Column("points", Integer, nullable=False),
    Column("content", Integer, nullable=False, default=0, server_default="0"),
    Column("until", Instant),
    Index(None, "installation_id", "at"),
)

call_totals = Table(
    "call_totals",
    metadata,
    Column("installation_id", BigInteger, primary_key=True, autoincrement=False),
    Column("route", String(150), primary_key=True),
    Column("outcome", String(16), primary_key=True),  # ok, not-modified, a class of error
    Column("calls", BigInteger, nullable=False),
    Column("milliseconds", BigInteger, nullable=False),
)

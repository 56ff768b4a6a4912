"""Deployments of services after which their integration tests are to run."""

from sqlalchemy import BigInteger, Column, Index, String, Table, Text, UniqueConstraint, text

from app.store.tables.columns import Instant, RowId, claimed, metadata

_IS_WANTED = text("wanted > seen")

integration_runs = Table(
    "integration_runs",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("organisation", String(100), nullable=False),
    # Of the service, as the catalog called it then; its repository is known by its number.
    Column("service", String(100), nullable=False),
    Column("repository_id", BigInteger, nullable=False),
    Column("deployment_id", BigInteger, nullable=False),
    *claimed(),
    # Set before GitHub is asked for the run, which may then be there although nobody noted it.
    Column("asked_at", Instant),
    Column("run_id", BigInteger),
    # What came of it, and why in a sentence.
    Column("conclusion", String(16)),
    Column("reason", Text, nullable=False, default="", server_default=""),
    Column("created_at", Instant, nullable=False),
    UniqueConstraint("organisation", "repository_id", "deployment_id"),
    Index(None, "created_at"),
    # A row for each deployment stays for long, and few of them are due.
    Index(None, "organisation", "id", sqlite_where=_IS_WANTED, postgresql_where=_IS_WANTED),
)

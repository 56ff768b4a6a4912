"""Pairs in the building, and the catalog."""

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Index, Integer, String, Table

from app.store.tables.columns import Instant, RowId, metadata

pairs = Table(
    "pairs",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("organisation", String(100), nullable=False),
    Column("request_id", ForeignKey("requests.id"), nullable=False, unique=True),
    Column("mark", String(64), nullable=False, unique=True),
    Column("digest", String(64), nullable=False),
    Column("plan", JSON, nullable=False),
    Column("started_at", Instant, nullable=False),
)

reservations = Table(
    "reservations",
    metadata,
    Column("organisation", String(100), primary_key=True),
    Column("name", String(100), primary_key=True),  # folded: GitHub's names ignore case
    Column("request_id", ForeignKey("requests.id"), nullable=False),
)

steps = Table(
    "steps",
    metadata,
    Column("pair_id", ForeignKey("pairs.id"), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("attempts", Integer, nullable=False, default=0),
    Column("result", JSON),
    Column("finished_at", Instant),
)

# All services known. Those that no request built have no request, and perhaps no repositories.
services = Table(
    "services",
    metadata,
    Column("organisation", String(100), primary_key=True),
    Column("name", String(100), primary_key=True),
    Column("owner", String(100), nullable=False),
    Column("request_id", ForeignKey("requests.id")),
    Column("answers", JSON, nullable=False),
    Column("service_repository_id", BigInteger),
    Column("tests_repository_id", BigInteger),
    Column("created_at", Instant, nullable=False),
    Column("system", String(100)),
    Column("lifecycle", String(64)),
    Column("template", String(100)),
    Column("depends_on", JSON(none_as_null=True)),
    Column("data_stores", JSON(none_as_null=True)),
    Column("apis", JSON(none_as_null=True)),
    Column("service_repository", String(100)),
    Column("tests_repository", String(100)),
    Column("source", String(16), nullable=False, default="request", server_default="request"),
    Column("changed_at", Instant),
    Index(None, "organisation", "owner"),
)

"""Requests, and what was seen of them."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from app.store.tables.columns import Instant, RowId, metadata

requests = Table(
    "requests",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("organisation", String(100), nullable=False),
    Column("issue_number", Integer, nullable=False),
    Column("state", String(32), nullable=False),
    # What makes it due: something was said about it (wanted > seen), or the moment of a slow look
    # has come. What holds it back: a moment before which nothing is tried.
    Column("wanted", Integer, nullable=False, default=1),
    Column("seen", Integer, nullable=False, default=0),
    Column("look_at", Instant),
    Column("wait_until", Instant),
    Column("wait_reason", Text, nullable=False, default="", server_default=""),
    # Who works on it: the fence grows with every claim, so a slow worker knows it was replaced.
    Column("lease_until", Instant),
    Column("fence", Integer, nullable=False, default=0),
    Column("failures", Integer, nullable=False, default=0),
    Column("failure", JSON),
    # A comment that is owed: decided and kept together with its reason, then posted once.
    Column("announcement", JSON),
    # What is remembered of it between two looks.
    Column("comment_id", BigInteger),
    Column("template_trees", JSON, nullable=False, default=dict),
    Column("surroundings", JSON),
    # What limits count by: the owner team that it names, who filed it, and when.
    Column("owner", String(100)),
    Column("requester_id", BigInteger),
    Column("filed_at", Instant),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    UniqueConstraint("organisation", "issue_number"),
    Index(None, "state"),
    Index(None, "organisation", "owner"),
    Index(None, "organisation", "requester_id", "filed_at"),
)

observations = Table(
    "observations",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("organisation", String(100), nullable=False),
    Column("request_id", ForeignKey("requests.id"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("at", Instant, nullable=False),
    Column("data", JSON, nullable=False),
    Index(None, "request_id", "kind", "id"),
)

# What the last decision of a request rested on, so that it can be made again.
case_facts = Table(
    "case_facts",
    metadata,
    Column("request_id", ForeignKey("requests.id"), primary_key=True),
    Column("organisation", String(100), nullable=False),
    Column("at", Instant, nullable=False),
    Column("data", JSON, nullable=False),
    Index(None, "organisation", "request_id"),
)

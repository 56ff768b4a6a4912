"""What a control repository holds: policies, forms, templates, and what they render."""

from sqlalchemy import Column, LargeBinary, String, Table, Text, UniqueConstraint

from app.store.tables.columns import Instant, RowId, metadata

laws = Table(
    "laws",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("organisation", String(100), nullable=False),
    Column("policy_blob", String(64), nullable=False),
    Column("form_blob", String(64), nullable=False),
    Column("policy", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("accepted_at", Instant, nullable=False),
    UniqueConstraint("organisation", "policy_blob", "form_blob"),
)

template_trees = Table(
    "template_trees",
    metadata,
    Column("organisation", String(100), primary_key=True),
    Column("tree_id", String(64), primary_key=True),
    Column("files", LargeBinary, nullable=False),
    Column("used_at", Instant),  # to the day
)

renderings = Table(
    "renderings",
    metadata,
    Column("organisation", String(100), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("files", LargeBinary, nullable=False),
    Column("used_at", Instant),  # to the day
)

"""The durable core: a write budget, chores, redeliveries, an audit.

Everything is an addition with a default, so that processes of version 0001 go on beside it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

READABLE_SINCE = "0001"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply."""
    op.add_column(
        "deliveries", sa.Column("attempts", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column(
        "requests", sa.Column("wait_reason", sa.Text(), nullable=False, server_default="")
    )
    op.add_column("template_trees", sa.Column("used_at", _MOMENT))
    op.add_column("renderings", sa.Column("used_at", _MOMENT))
    op.create_table(
        "budgets",
        sa.Column("installation_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("primary_limits", sa.JSON(), nullable=False),
        sa.Column("paused_until", _MOMENT),
        sa.Column("pause_reason", sa.Text(), nullable=False),
        sa.Column("strikes", sa.Integer(), nullable=False),
        sa.Column("writer", sa.String(length=32)),
        sa.Column("writer_until", _MOMENT),
        sa.Column("next_write_at", _MOMENT),
        sa.Column("people_until", _MOMENT),
        sa.PrimaryKeyConstraint("installation_id", name=op.f("pk_budgets")),
    )
    op.create_table(
        "spendings",
        sa.Column("id", _ID, nullable=False),
        sa.Column("installation_id", sa.BigInteger(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("resource", sa.String(length=16), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("content", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("until", _MOMENT),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spendings")),
    )
    op.create_index(op.f("ix_spendings_installation_id_at"), "spendings", ["installation_id", "at"])
    op.create_table(
        "call_totals",
        sa.Column("installation_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("route", sa.String(length=150), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("calls", sa.BigInteger(), nullable=False),
        sa.Column("milliseconds", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("installation_id", "route", "outcome", name=op.f("pk_call_totals")),
    )
    op.create_table(
        "chores",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("lease_until", _MOMENT),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("done_at", _MOMENT),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_chores")),
    )
    op.create_table(
        "redeliveries",
        sa.Column("guid", sa.String(length=64), nullable=False),
        sa.Column("delivery_id", sa.BigInteger(), nullable=False),
        sa.Column("delivered_at", _MOMENT, nullable=False),
        sa.Column("asked_at", _MOMENT),
        sa.Column("asks", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("guid", name=op.f("pk_redeliveries")),
    )
    op.create_table(
        "audit",
        sa.Column("id", _ID, nullable=False),
        sa.Column("organisation", sa.String(length=100), nullable=False),
        sa.Column("request_id", sa.BigInteger()),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("actor", sa.String(length=150), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(
        op.f("ix_audit_organisation_request_id_id"), "audit", ["organisation", "request_id", "id"]
    )
    _make_audit_append_only()
    compatibility = op.create_table(
        "compatibility",
        sa.Column("readable_since", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("readable_since", name=op.f("pk_compatibility")),
    )
    op.bulk_insert(compatibility, [{"readable_since": READABLE_SINCE}])


def downgrade() -> None:
    """Undo."""
    for table in ("compatibility", "audit", "redeliveries", "chores", "call_totals", "spendings"):
        op.drop_table(table)
    op.drop_table("budgets")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_is_append_only")
    op.drop_column("renderings", "used_at")
    op.drop_column("template_trees", "used_at")
    op.drop_column("requests", "wait_reason")
    op.drop_column("deliveries", "attempts")


def _make_audit_append_only() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_no_{change.lower()} BEFORE {change} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
        )
    # INSERT OR REPLACE deletes what was there, and fires no trigger of a deletion.
    op.execute(
        "CREATE TRIGGER audit_no_replacement BEFORE INSERT ON audit "
        "WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id) "
        "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
    )

"""Integration tests that run after a deployment."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)
_IS_WANTED = sa.text("wanted > seen")
_KEY = ("organisation", "repository_id", "deployment_id")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "integration_runs",
        sa.Column("id", _ID, nullable=False),
        sa.Column("organisation", sa.String(length=100), nullable=False),
        sa.Column("service", sa.String(length=100), nullable=False),
        sa.Column("repository_id", sa.BigInteger(), nullable=False),
        sa.Column("deployment_id", sa.BigInteger(), nullable=False),
        *_claimed(),
        sa.Column("asked_at", _MOMENT),
        sa.Column("run_id", sa.BigInteger()),
        sa.Column("conclusion", sa.String(length=16)),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_integration_runs")),
        sa.UniqueConstraint(*_KEY, name=op.f(f"uq_integration_runs_{'_'.join(_KEY)}")),
    )
    op.create_index(op.f("ix_integration_runs_created_at"), "integration_runs", ["created_at"])
    op.create_index(
        op.f("ix_integration_runs_organisation_id"),
        "integration_runs",
        ["organisation", "id"],
        sqlite_where=_IS_WANTED,
        postgresql_where=_IS_WANTED,
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("integration_runs")


def _claimed() -> list[sa.Column[Any]]:
    return [
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("wait_until", _MOMENT),
        sa.Column("wait_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("lease_until", _MOMENT),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
    ]

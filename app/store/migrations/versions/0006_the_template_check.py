"""The check of templates on commits of the control repository."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)
_IS_WANTED = sa.text("wanted > seen")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "template_checks",
        sa.Column("id", _ID, nullable=False),
        sa.Column("organisation", sa.String(length=100), nullable=False),
        sa.Column("commit_id", sa.String(length=64), nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        *_claimed(),
        sa.Column("mark", sa.String(length=32)),
        sa.Column("check_run_id", sa.BigInteger()),
        sa.Column("conclusion", sa.String(length=32)),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("leaves_templates", sa.Boolean()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_checks")),
        sa.UniqueConstraint(
            "organisation", "commit_id", name=op.f("uq_template_checks_organisation_commit_id")
        ),
    )
    op.create_index(op.f("ix_template_checks_created_at"), "template_checks", ["created_at"])
    op.create_index(
        op.f("ix_template_checks_organisation_id"),
        "template_checks",
        ["organisation", "id"],
        sqlite_where=_IS_WANTED,
        postgresql_where=_IS_WANTED,
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("template_checks")


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

"""The check of policies: commits to look at, and the issue that tells of a broken policy."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)
_IS_WANTED = sa.text("wanted > seen")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "commit_checks",
        sa.Column("id", _ID, nullable=False),
        sa.Column("organisation", sa.String(length=100), nullable=False),
        sa.Column("commit_id", sa.String(length=64), nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        *_claimed(),
        sa.Column("mark", sa.String(length=32)),
        sa.Column("check_run_id", sa.BigInteger()),
        sa.Column("conclusion", sa.String(length=32)),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commit_checks")),
        sa.UniqueConstraint(
            "organisation", "commit_id", name=op.f("uq_commit_checks_organisation_commit_id")
        ),
    )
    op.create_index(op.f("ix_commit_checks_created_at"), "commit_checks", ["created_at"])
    op.create_index(
        op.f("ix_commit_checks_organisation_id"),
        "commit_checks",
        ["organisation", "id"],
        sqlite_where=_IS_WANTED,
        postgresql_where=_IS_WANTED,
    )
    op.create_table(
        "law_notices",
        sa.Column("id", _ID, nullable=False),
        sa.Column("organisation", sa.String(length=100), nullable=False),
        *_claimed(),
        sa.Column("commit_id", sa.String(length=64)),
        sa.Column("mark", sa.String(length=32)),
        sa.Column("issue_number", sa.Integer()),
        sa.Column("shown", sa.String(length=64)),
        sa.Column("mended_at", _MOMENT),
        sa.Column("farewell", sa.String(length=32)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_law_notices")),
        sa.UniqueConstraint("organisation", name=op.f("uq_law_notices_organisation")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("law_notices")
    op.drop_table("commit_checks")


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

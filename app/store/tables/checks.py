"""Commits of a control repository to check, and what is told of a law that does not check."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    text,
)

from app.store.tables.columns import Instant, RowId, claimed, metadata

_IS_WANTED = text("wanted > seen")


def _checked() -> list[Column[Any] | UniqueConstraint | Index]:
    """A commit, and its check run of one name."""
    return [
        Column("id", RowId, primary_key=True),
        Column("organisation", String(100), nullable=False),
        Column("commit_id", String(64), nullable=False),
        # Where it was seen: `default` branch, another `branch`, or only in a `fork`.
        Column("origin", String(16), nullable=False),
        *claimed(),
        # The check run of this round: its random mark is kept before it is made, its number after.
        Column("mark", String(32)),
        Column("check_run_id", BigInteger),
        # What the last round came to.
        Column("conclusion", String(32)),
        Column("created_at", Instant, nullable=False),
        UniqueConstraint("organisation", "commit_id"),
        Index(None, "created_at"),
        # A row for each commit stays for long, and few of them are due.
        Index(None, "organisation", "id", sqlite_where=_IS_WANTED, postgresql_where=_IS_WANTED),
    ]


commit_checks = Table("commit_checks", metadata, *_checked())

template_checks = Table(
    "template_checks",
    metadata,
    *_checked(),
    # Whether the commit leaves the templates as they are, as the check of the policy read it.
    Column("leaves_templates", Boolean),
)

# One row for each organisation: the issue in which its people read what does not check.
law_notices = Table(
    "law_notices",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("organisation", String(100), nullable=False, unique=True),
    *claimed(),
    # The commit of the default branch at which it was looked at last.
    Column("commit_id", String(64)),
    # The issue: its random mark is kept before it is opened, its number after.
    Column("mark", String(32)),
    Column("issue_number", Integer),
    # The digest of what the issue says, and when it was closed for it was mended.
    Column("shown", String(64)),
    Column("mended_at", Instant),
    # The mark of the comment that closes it, kept before it is posted.
    Column("farewell", String(32)),
)

"""Commits of the control repository that are to be checked, or were."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Table, case, delete, select, update

from app.store import wants
from app.store.database import Transaction
from app.store.tables import commit_checks
from app.store.wants import WantedRow


class Origin(StrEnum):
    """Where a commit was seen; who pushes to a branch of the control repository may write there."""

    FORK = "fork"
    BRANCH = "branch"
    DEFAULT_BRANCH = "default"


_BELOW = {
    Origin.FORK: [],
    Origin.BRANCH: [Origin.FORK],
    Origin.DEFAULT_BRANCH: [Origin.FORK, Origin.BRANCH],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitCheck(WantedRow):
    """A commit and its check run.

    `mark` is the unguessable name of this round's check run, kept before it is made, and
    `check_run_id` what GitHub calls it; both are None between two rounds. `conclusion` is what the
    last round came to.
    """

    commit_id: str
    origin: Origin
    mark: str | None
    check_run_id: int | None
    conclusion: str | None

    @property
    def is_awaited(self) -> bool:
        """Not of a fork, from which anybody proposes as many commits as they like."""
        return self.origin != Origin.FORK


def want(
    tx: Transaction,
    organisation: str,
    commit_id: str,
    origin: Origin,
    at: datetime,
    table: Table = commit_checks,
    **found: Any,
) -> int:
    """Say that this commit is to be checked; its row id.

    One that was seen before is checked again only if it came from a fork and is pushed here now.
    `found` are further columns of `table`, set for a commit that is to be checked for this.
    """
    known, wanted = table.c.origin, table.c.wanted
    is_news = known.in_([Origin.FORK] if origin is not Origin.FORK else [])
    statement = (
        tx.insert(table)
        .values(
            organisation=organisation,
            commit_id=commit_id,
            origin=origin,
            wanted=1,
            created_at=at,
            updated_at=at,
            **found,
        )
        .on_conflict_do_update(
            index_elements=["organisation", "commit_id"],
            set_={
                "wanted": case((is_news, wanted + 1), else_=wanted),
                "origin": case((known.in_(_BELOW[origin]), origin), else_=known),
                **{name: case((is_news, new), else_=table.c[name]) for name, new in found.items()},
            },
        )
        .returning(table.c.id)
    )
    row_id: int = tx.connection.execute(statement).scalar_one()
    return row_id


def want_again(
    tx: Transaction,
    organisation: str,
    commit_id: str,
    table: Table = commit_checks,
    **forgotten: Any,
) -> int | None:
    """Say that a commit must be checked again; its row id, None of one that was never seen."""
    statement = (
        update(table)
        .where(table.c.organisation == organisation, table.c.commit_id == commit_id)
        .values(wanted=table.c.wanted + 1, **forgotten)
        .returning(table.c.id)
    )
    found: int | None = tx.connection.execute(statement).scalar_one_or_none()
    return found


def get(tx: Transaction, row_id: int) -> CommitCheck | None:
    """The check of that row id."""
    return wants.get(tx, commit_checks, CommitCheck, row_id)


def newest_of_default_branch(tx: Transaction, organisation: str) -> str | None:
    """The commit that a push brought to the default branch last."""
    statement = (
        select(commit_checks.c.commit_id)
        .where(
            commit_checks.c.organisation == organisation,
            commit_checks.c.origin == Origin.DEFAULT_BRANCH,
        )
        .order_by(commit_checks.c.id.desc())
        .limit(1)
    )
    found: str | None = tx.connection.execute(statement).scalar()
    return found


def default_branch_before(tx: Transaction, organisation: str, commit_id: str) -> str | None:
    """The commit that an earlier push brought to the default branch, last before this one."""
    table = commit_checks
    of_it = table.c.organisation == organisation
    this = select(table.c.id).where(of_it, table.c.commit_id == commit_id).scalar_subquery()
    statement = (
        select(table.c.commit_id)
        .where(of_it, table.c.origin == Origin.DEFAULT_BRANCH, table.c.id < this)
        .order_by(table.c.id.desc())
        .limit(1)
    )
    found: str | None = tx.connection.execute(statement).scalar()
    return found


def drop(tx: Transaction, before: datetime, limit: int, table: Table = commit_checks) -> int:
    """Forget commits first seen before that moment, at most so many; how many."""
    old = select(table.c.id).where(table.c.created_at < before).limit(limit)
    ids = list(tx.connection.execute(old).scalars())
    return tx.connection.execute(delete(table).where(table.c.id.in_(ids))).rowcount

"""Commits of the control repository whose templates are to be checked, or were."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from app.store import commit_checks, wants
from app.store.commit_checks import CommitCheck, Origin
from app.store.database import Transaction
from app.store.tables import template_checks


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateCheck(CommitCheck):
    """A commit and the check run on its templates.

    `leaves_templates` tells whether it leaves them as they are; None where that is to be read.
    """

    leaves_templates: bool | None


def want(
    tx: Transaction,
    organisation: str,
    commit_id: str,
    origin: Origin,
    at: datetime,
    *,
    leaves_templates: bool | None,
) -> int:
    """Say that the templates of this commit are to be checked, unless they were; its row id."""
    return commit_checks.want(
        tx,
        organisation,
        commit_id,
        origin,
        at,
        template_checks,
        leaves_templates=leaves_templates,
    )


def want_again(tx: Transaction, organisation: str, commit_id: str) -> int | None:
    """Say that they must be checked again; None of a commit that was never seen.

    The default branch may have other templates by now, so that they are compared again as well.
    """
    return commit_checks.want_again(
        tx, organisation, commit_id, template_checks, leaves_templates=None
    )


def get(tx: Transaction, row_id: int) -> TemplateCheck | None:
    """The check of that row id."""
    return wants.get(tx, template_checks, TemplateCheck, row_id)


drop = partial(commit_checks.drop, table=template_checks)

"""Tells in one issue that the newest policy does not check, and when it does again."""

import secrets
from datetime import timedelta

import structlog

from app.github.errors import Moved, NotFound
from app.github.permissions import REQUEST
from app.github.requests import read_control
from app.store import commit_checks
from app.store.law_notices import LawNotice
from app.store.tables import law_notices
from app.usecases.case import control_client
from app.usecases.law import law_in_force
from app.usecases.law_issue import LawIssue
from app.usecases.tending import Kind
from app.usecases.workbench import Workbench

REOPENED_WITHIN = timedelta(days=30)
"""What breaks again so soon is told in the same issue."""

_LISTS_LAG = timedelta(minutes=1)
"""An issue that was just opened, or a push, may not show in what GitHub answers before that."""

_LOOKS_AGAIN = 2

_log = structlog.get_logger(__name__)


def tell(bench: Workbench, row: LawNotice) -> None:
    """Make the issue say what is so. Safe to repeat at any point."""
    client = control_client(bench, row.organisation)
    control = read_control(client, row.organisation, bench.control_repository)
    in_force = law_in_force(bench, row.organisation, control)
    issue = LawIssue(bench, row, client, control, in_force)
    if _is_behind(issue):
        _look_later(issue)
        return
    issue = issue.found()
    if _is_worth_telling(issue):
        issue = _say_broken(issue)
    elif issue.row.says_broken and not in_force.mistakes:
        issue = _say_mended(issue)
    issue.keeps(seen=row.wanted, commit_id=control.commit_id, failures=0, wait_until=None)


LAW_NOTICES = Kind("law notice", law_notices, LawNotice, REQUEST, tell, _LISTS_LAG)


def _is_behind(issue: LawIssue) -> bool:
    """Whether GitHub shows the branch as it was before the last push of which we heard.

    Believed twice only: somebody may have set the branch back to a commit that was known before.
    """
    with issue.bench.database.reading() as tx:
        newest = commit_checks.newest_of_default_branch(tx, issue.row.organisation)
    return newest not in (None, issue.control.commit_id) and issue.row.failures < _LOOKS_AGAIN


def _look_later(issue: LawIssue) -> None:
    issue.keeps(
        failures=issue.row.failures + 1,
        wait_until=issue.bench.clock() + _LISTS_LAG,
        wait_reason="GitHub still shows the default branch as it was before the last push.",
    )


def _is_worth_telling(issue: LawIssue) -> bool:
    """Whether something is wrong; a repository that never had a policy is only not begun."""
    is_begun = issue.in_force.law is not None or issue.control.policy is not None
    return bool(issue.in_force.mistakes) and is_begun


def _say_broken(issue: LawIssue) -> LawIssue:
    issue = _with_mark(issue)
    said = {"shown": issue.digest, "mended_at": None, "farewell": None}
    if issue.row.issue_number is None:
        number = issue.opens()
        _log.warning("told of a broken law", issue=number)
        return issue.keeps(issue_number=number, **said)
    if issue.row.says_broken and issue.row.shown == issue.digest:
        return issue
    try:
        issue.rewrites()
    except (NotFound, Moved):
        # Deleted or moved away: it is told from the start.
        return _say_broken(issue.keeps(issue_number=None, mark=None))
    return issue.keeps(issue_number=issue.number, **said)


def _with_mark(issue: LawIssue) -> LawIssue:
    """With a mark, of the issue that there is or of one to be opened.

    An issue that was closed long ago stays closed.
    """
    closed_at = issue.row.mended_at
    is_old = closed_at is not None and closed_at + REOPENED_WITHIN < issue.bench.clock()
    if issue.row.mark is not None and not is_old:
        return issue
    return issue.keeps(mark=secrets.token_hex(8), issue_number=None, mended_at=None)


def _say_mended(issue: LawIssue) -> LawIssue:
    try:
        issue.closes()
    except (NotFound, Moved):
        return issue.keeps(issue_number=None, mark=None, farewell=None)
    mended_at = issue.bench.clock()
    return issue.keeps(issue_number=issue.number, mended_at=mended_at, farewell=None)

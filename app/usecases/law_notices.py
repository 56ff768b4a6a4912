"""Tells in one issue that the newest policy does not check, and when it does again."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import structlog

from app.domain.code_owners import owners_of, read_lines
from app.domain.control import ControlRepository
from app.domain.replies import law_notice as say
from app.domain.replies.law_notice import BrokenLaw
from app.github.client import Client
from app.github.errors import Moved, NotFound
from app.github.issues import CloseReason, close_issue, create_comment, own_comments
from app.github.own_issues import find_own_issue, open_issue, rewrite_issue
from app.github.permissions import REQUEST
from app.github.requests import read_control
from app.store import claims, commit_checks
from app.store.law_notices import LawNotice
from app.store.tables import law_notices
from app.usecases.case import control_client
from app.usecases.law import LawInForce, law_in_force
from app.usecases.tending import Kind
from app.usecases.workbench import Workbench

REOPENED_WITHIN = timedelta(days=30)
"""What breaks again so soon is told in the same issue."""

_LISTS_LAG = timedelta(minutes=1)
"""An issue that was just opened, or a push, may not show in what GitHub answers before that."""

_LOOKS_AGAIN = 2

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Telling:
    """The notice of an organisation, and what its issue is to say now."""

    bench: Workbench
    row: LawNotice
    client: Client
    control: ControlRepository
    in_force: LawInForce

    @property
    def where(self) -> tuple[Client, str, str]:
        """The control repository, as calls want it."""
        return self.client, self.row.organisation, self.bench.control_repository

    @property
    def repository_url(self) -> str:
        """The control repository's page."""
        name = f"{self.row.organisation}/{self.bench.control_repository}"
        return f"{self.bench.git_url}/{name}"

    @property
    def is_worth_telling(self) -> bool:
        """Whether something is wrong; a repository that never had a policy is only not begun."""
        is_begun = self.in_force.law is not None or self.control.policy is not None
        return bool(self.in_force.mistakes) and is_begun

    def keeps(self, **values: Any) -> "_Telling":
        """The same with these columns of its row changed. Raises LostClaim."""
        with self.bench.database.transaction() as tx:
            claims.save(tx, law_notices, self.row, self.bench.clock(), **values)
        return replace(self, row=replace(self.row, **values))


def tell(bench: Workbench, row: LawNotice) -> None:
    """Make the issue say what is so. Safe to repeat at any point."""
    client = control_client(bench, row.organisation)
    control = read_control(client, row.organisation, bench.control_repository)
    in_force = law_in_force(bench, row.organisation, control)
    this = _Telling(bench, row, client, control, in_force)
    if _is_behind(this):
        _look_later(this)
        return
    if this.is_worth_telling:
        this = _say_broken(this)
    elif row.says_broken and not in_force.mistakes:
        this = _say_mended(this)
    this.keeps(seen=row.wanted, commit_id=control.commit_id, failures=0, wait_until=None)


LAW_NOTICES = Kind("law notice", law_notices, LawNotice, REQUEST, tell, _LISTS_LAG)


def _is_behind(this: _Telling) -> bool:
    """Whether GitHub shows the branch as it was before the last push of which we heard.

    Believed twice only: somebody may have set the branch back to a commit that was known before.
    """
    with this.bench.database.reading() as tx:
        newest = commit_checks.newest_of_default_branch(tx, this.row.organisation)
    return newest not in (None, this.control.commit_id) and this.row.failures < _LOOKS_AGAIN


def _look_later(this: _Telling) -> None:
    this.keeps(
        failures=this.row.failures + 1,
        wait_until=this.bench.clock() + _LISTS_LAG,
        wait_reason="GitHub still shows the default branch as it was before the last push.",
    )


def _say_broken(this: _Telling) -> _Telling:
    this = _with_mark(this)
    broken = _broken(this)
    text, shown = say.issue(broken), _digest(broken)
    if this.row.issue_number is None:
        number = _opened(this, text)
        _log.warning("told of a broken law", issue=number)
        return this.keeps(issue_number=number, shown=shown, mended_at=None, farewell=None)
    if this.row.says_broken and this.row.shown == shown:
        return this
    try:
        rewrite_issue(*this.where, this.row.issue_number, _marked(this, text))
    except (NotFound, Moved):
        # Deleted or moved away: the next one is told of from the start.
        return _say_broken(this.keeps(issue_number=None, mark=None))
    return this.keeps(shown=shown, mended_at=None, farewell=None)


def _with_mark(this: _Telling) -> _Telling:
    """With a mark, of the issue that there is or of the one to be opened.

    One that was closed long ago stays closed.
    """
    row, now = this.row, this.bench.clock()
    is_old = row.mended_at is not None and row.mended_at + REOPENED_WITHIN < now
    if row.mark is None or is_old:
        return this.keeps(mark=secrets.token_hex(8), issue_number=None, mended_at=None)
    if row.issue_number is None:
        # An earlier attempt got as far as its mark, or further.
        login = this.bench.github.own_login()
        number = find_own_issue(*this.where, login, _marker(row))
        return replace(this, row=replace(row, issue_number=number))
    return this


def _opened(this: _Telling, text: str) -> int:
    return open_issue(*this.where, say.TITLE, _marked(this, text))


def _say_mended(this: _Telling) -> _Telling:
    """A comment, posted once, then the end of the issue."""
    row = this.row
    assert row.issue_number is not None
    try:
        if row.farewell is None:
            this = this.keeps(farewell=secrets.token_hex(8))
            _comment(this)
        elif not _has_comment(this):
            _comment(this)
        close_issue(*this.where, row.issue_number, CloseReason.COMPLETED)
    except (NotFound, Moved):
        return this.keeps(issue_number=None, mark=None, farewell=None)
    now = this.bench.clock()
    return this.keeps(mended_at=now, farewell=None)


def _comment(this: _Telling) -> None:
    assert this.row.issue_number is not None
    text = say.mended(this.repository_url, this.control.commit_id)
    create_comment(*this.where, this.row.issue_number, f"{text}\n{_farewell(this.row)}\n")


def _has_comment(this: _Telling) -> bool:
    assert this.row.issue_number is not None
    login = this.bench.github.own_login()
    posted = own_comments(*this.where, this.row.issue_number, login)
    return any(_farewell(this.row) in body.splitlines() for body in posted)


def _broken(this: _Telling) -> BrokenLaw:
    return BrokenLaw(
        this.repository_url,
        this.control.commit_id,
        this.in_force.mistakes,
        _owners(this.control, [one.path for one in this.in_force.mistakes]),
        has_last_good=this.in_force.law is not None,
    )


def _digest(broken: BrokenLaw) -> str:
    """The same for every commit that leaves the mistakes as they are: that is no news."""
    return hashlib.sha256(say.issue(replace(broken, commit_id="")).encode()).hexdigest()


def _owners(control: ControlRepository, paths: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Of each of these files that has owners, who they are."""
    text = control.codeowners.text if control.codeowners else None
    lines = read_lines(text or "")
    found = {path: owners_of(lines, path) for path in dict.fromkeys(paths)}
    return {path: owners for path, owners in found.items() if owners}


def _marked(this: _Telling, text: str) -> str:
    return f"{text}\n{_marker(this.row)}\n"


def _marker(row: LawNotice) -> str:
    return f"<!-- slipway:law {row.mark} -->"


def _farewell(row: LawNotice) -> str:
    return f"<!-- slipway:mended {row.farewell} -->"

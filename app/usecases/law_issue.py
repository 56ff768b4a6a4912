"""The one issue that tells of a law that does not check: made once, written anew, closed."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.domain.code_owners import owners_of, read_lines
from app.domain.control import ControlRepository
from app.domain.replies import law_notice as say
from app.domain.replies.law_notice import BrokenLaw
from app.github.client import Client
from app.github.issues import CloseReason, close_issue, create_comment, own_comments
from app.github.own_issues import check_own_issue, find_own_issue, open_issue, rewrite_issue
from app.store import claims
from app.store.law_notices import LawNotice
from app.store.tables import law_notices
from app.usecases.law import LawInForce
from app.usecases.workbench import Workbench


@dataclass(frozen=True, slots=True)
class LawIssue:
    """An organisation's notice, and what its issue is to say now.

    The marks that its methods rest on are in the row before the call that uses them.
    """

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
    def number(self) -> int:
        """The issue's; only asked for where there is one."""
        assert self.row.issue_number is not None
        return self.row.issue_number

    @property
    def broken(self) -> BrokenLaw:
        """What the issue tells of."""
        name = f"{self.row.organisation}/{self.bench.control_repository}"
        return BrokenLaw(
            f"{self.bench.git_url}/{name}",
            self.control.commit_id,
            self.in_force.mistakes,
            _owners(self.control, [one.path for one in self.in_force.mistakes]),
            has_last_good=self.in_force.law is not None,
        )

    @property
    def digest(self) -> str:
        """The same for every commit that leaves the mistakes as they are: that is no news."""
        said = say.issue(replace(self.broken, commit_id=""))
        return hashlib.sha256(said.encode()).hexdigest()

    def keeps(self, **values: Any) -> "LawIssue":
        """The same with these columns of its row changed. Raises LostClaim."""
        with self.bench.database.transaction() as tx:
            claims.save(tx, law_notices, self.row, self.bench.clock(), **values)
        return replace(self, row=replace(self.row, **values))

    def found(self) -> "LawIssue":
        """With the number of the issue, if an earlier attempt opened it and did not record it."""
        if self.row.mark is None or self.row.issue_number is not None:
            return self
        number = find_own_issue(*self.where, self.bench.github.own_login(), self._marker)
        return replace(self, row=replace(self.row, issue_number=number))

    def opens(self) -> int:
        """The new issue's number."""
        return open_issue(*self.where, say.TITLE, self._text)

    def rewrites(self) -> None:
        """Say what is wrong now, in an issue that is open. Raises NotFound or Moved."""
        self._is_ours()
        rewrite_issue(*self.where, self.number, self._text)

    def closes(self) -> None:
        """A comment, posted once, then the end. Raises NotFound or Moved."""
        self._is_ours()
        was_tried = self.row.farewell is not None
        this = self if was_tried else self.keeps(farewell=secrets.token_hex(8))
        if not (was_tried and _has_farewell(this)):
            text = say.mended(this.broken.repository_url, this.control.commit_id)
            create_comment(*this.where, this.number, f"{text}\n{_farewell(this)}\n")
        close_issue(*this.where, this.number, CloseReason.COMPLETED)

    def _is_ours(self) -> None:
        check_own_issue(*self.where, self.bench.github.own_login(), self.number)

    @property
    def _text(self) -> str:
        return f"{say.issue(self.broken)}\n{self._marker}\n"

    @property
    def _marker(self) -> str:
        return f"<!-- slipway:law {self.row.mark} -->"


def _farewell(issue: LawIssue) -> str:
    return f"<!-- slipway:mended {issue.row.farewell} -->"


def _has_farewell(issue: LawIssue) -> bool:
    posted = own_comments(*issue.where, issue.number, issue.bench.github.own_login())
    return any(_farewell(issue) in body.splitlines() for body in posted)


def _owners(control: ControlRepository, paths: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Of each of these files that has owners, who they are."""
    text = control.codeowners.text if control.codeowners else None
    lines = read_lines(text or "")
    found = {path: owners_of(lines, path) for path in dict.fromkeys(paths)}
    return {path: owners for path, owners in found.items() if owners}

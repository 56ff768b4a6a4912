"""The check run of one round: made once, whatever is killed, and brought to its end."""

import secrets
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

import structlog
from sqlalchemy import Table

from app.domain.replies.checks import CheckOutput
from app.github.checks import (
    CheckRun,
    NewRun,
    begin_run,
    complete_run,
    find_run,
    make_run,
    read_run,
)
from app.github.client import Client
from app.github.errors import Incomplete, Invalid, Refusal
from app.github.permissions import Permissions
from app.store import claims
from app.store.commit_checks import CommitCheck, Origin, default_branch_before
from app.usecases.workbench import Workbench

_AT_ONCE = 50
_GONE = "gone"
_LOOKS_FOR_IT = 3
"""GitHub may tell of a commit a moment before it shows it."""

Check = TypeVar("Check", bound=CommitCheck)

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Round(Generic[Check]):
    """One round of checking a commit: `row` of `table`, whose check run is called `name`.

    `run` is that check run as far as it is known.
    """

    bench: Workbench
    row: Check
    client: Client
    table: Table
    name: str
    run: CheckRun | None = None

    @property
    def where(self) -> tuple[Client, str, str]:
        """The control repository, as calls want it."""
        return self.client, self.row.organisation, self.bench.control_repository

    def keeps(self, **values: Any) -> "Round[Check]":
        """The round with these columns of its row changed. Raises LostClaim."""
        with self.bench.database.transaction() as tx:
            claims.save(tx, self.table, self.row, self.bench.clock(), **values)
        return replace(self, row=replace(self.row, **values))

    def holds(self) -> None:
        """Keep the claim through work that calls nobody. Raises LostClaim."""
        with self.bench.database.transaction() as tx:
            claims.hold(tx, self.table, self.row, self.bench.clock(), self.bench.lease)


def round_of(
    bench: Workbench, row: Check, table: Table, name: str, permissions: Permissions
) -> Round[Check]:
    """A new round, with a client for the control repository that may do so much."""
    installation = bench.github.installation(row.organisation)
    client = bench.github.for_step(installation, permissions, [bench.control_repository])
    return Round(bench, row, client, table, name)


def pushed_before(this: Round[Check]) -> str | None:
    """The commit of the default branch's push before: one push may bring several commits."""
    if this.row.origin != Origin.DEFAULT_BRANCH:
        return None
    with this.bench.database.reading() as tx:
        return default_branch_before(tx, this.row.organisation, this.row.commit_id)


def resumed(this: Round[Check]) -> Round[Check]:
    """The round with the check run of an earlier attempt, if that one got so far."""
    if this.row.check_run_id is not None:
        return replace(this, run=read_run(*this.where, this.row.check_run_id))
    if this.row.mark is not None:
        return replace(this, run=find_run(*this.where, _new(this)))
    return this


def begun(this: Round[Check]) -> Round[Check]:
    """The round with a check run that is in progress, so that people see that it is at work."""
    if this.run is not None:
        return this
    this = _marked(this)
    run = begin_run(*this.where, _new(this))
    return replace(this.keeps(check_run_id=run.id), run=run)


def report(this: Round[Check], output: CheckOutput, **values: Any) -> None:
    """Complete the check run, or make one that is complete, and end the round.

    `values` are further columns of the row, to be kept with the end.
    """
    if this.run is None and len(output.annotations) > _AT_ONCE:
        this = begun(this)
    if this.run is not None:
        complete_run(*this.where, this.run, output)
    else:
        this = _marked(this)
        make_run(*this.where, _new(this), output)
    _end(this, output.conclusion, **values)


def report_unread(this: Round[Check], output: CheckOutput) -> None:
    """The same where no file of the commit is read: that it is gone, GitHub's refusal tells."""
    try:
        report(resumed(this), output)
    except Invalid:
        if this.row.failures < _LOOKS_FOR_IT:
            raise
        _end(this, _GONE)


def missed(this: Round[Check]) -> None:
    """The commit does not show: it is looked for again, and in the end given up."""
    if this.row.failures < _LOOKS_FOR_IT:
        raise Incomplete(Refusal("QUERY ReadCommit"), f"the commit {this.row.commit_id}")
    _end(this, _GONE)  # pushed over since, and cleaned away


def _end(this: Round[Check], conclusion: str, **values: Any) -> None:
    """The commit is checked; who asks for it again has a check run of its own made."""
    this.keeps(
        seen=this.row.wanted,
        conclusion=conclusion,
        mark=None,
        check_run_id=None,
        failures=0,
        wait_until=None,
        **values,
    )
    commit_id = this.row.commit_id
    _log.info("commit checked", check=this.name, commit=commit_id, conclusion=conclusion)


def _marked(this: Round[Check]) -> Round[Check]:
    return this if this.row.mark else this.keeps(mark=secrets.token_hex(8))


def _new(this: Round[Check]) -> NewRun:
    assert this.row.mark is not None
    return NewRun(this.name, this.row.commit_id, this.row.mark)

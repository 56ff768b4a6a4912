"""The check run of one round: made once, whatever is killed, and brought to its end."""

import secrets
from dataclasses import dataclass, replace
from typing import Any

import structlog

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
from app.store import claims
from app.store.commit_checks import CommitCheck
from app.store.tables import commit_checks
from app.usecases.workbench import Workbench

CHECK_NAME = "slipway/policy"
"""What a ruleset requires."""

_AT_ONCE = 50

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Round:
    """One round of checking a commit; `run` is its check run as far as it is known."""

    bench: Workbench
    row: CommitCheck
    client: Client
    run: CheckRun | None = None

    @property
    def where(self) -> tuple[Client, str, str]:
        """The control repository, as calls want it."""
        return self.client, self.row.organisation, self.bench.control_repository

    def keeps(self, **values: Any) -> "Round":
        """The round with these columns of its row changed. Raises LostClaim."""
        with self.bench.database.transaction() as tx:
            claims.save(tx, commit_checks, self.row, self.bench.clock(), **values)
        return replace(self, row=replace(self.row, **values))


def resumed(this: Round) -> Round:
    """The round with the check run of an earlier attempt, if that one got so far."""
    if this.row.check_run_id is not None:
        return replace(this, run=read_run(*this.where, this.row.check_run_id))
    if this.row.mark is not None:
        return replace(this, run=find_run(*this.where, _new(this)))
    return this


def begun(this: Round) -> Round:
    """The round with a check run that is in progress, so that people see that it is at work."""
    if this.run is not None:
        return this
    this = _marked(this)
    run = begin_run(*this.where, _new(this))
    return replace(this.keeps(check_run_id=run.id), run=run)


def report(this: Round, output: CheckOutput) -> None:
    """Complete the check run, or make one that is complete, and end the round."""
    if this.run is None and len(output.annotations) > _AT_ONCE:
        this = begun(this)
    if this.run is not None:
        complete_run(*this.where, this.run, output)
    else:
        this = _marked(this)
        make_run(*this.where, _new(this), output)
    end(this, output.conclusion)


def end(this: Round, conclusion: str) -> None:
    """The commit is checked; who asks for it again has a check run of its own made."""
    this.keeps(
        seen=this.row.wanted,
        conclusion=conclusion,
        mark=None,
        check_run_id=None,
        failures=0,
        wait_until=None,
    )
    _log.info("commit checked", commit=this.row.commit_id, conclusion=conclusion)


def _marked(this: Round) -> Round:
    return this if this.row.mark else this.keeps(mark=secrets.token_hex(8))


def _new(this: Round) -> NewRun:
    assert this.row.mark is not None
    return NewRun(CHECK_NAME, this.row.commit_id, this.row.mark)

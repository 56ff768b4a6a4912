"""Checks one commit of the control repository: what is wrong with its policy, form and cases."""

from itertools import islice

from app.domain.check import (
    MOST_REQUESTS,
    ControlFiles,
    History,
    Judgement,
    with_members,
)
from app.domain.replies import unjudged
from app.domain.replies.checks import check_output
from app.github.commit_files import read_commit
from app.github.errors import Incomplete, Invalid, Refusal
from app.github.people import is_user, team_members
from app.github.permissions import CHECK, READ_ORGANISATION
from app.store import case_facts, laws
from app.store.catalog import catalog
from app.store.commit_checks import CommitCheck, Origin
from app.store.tables import commit_checks
from app.usecases import check_runs
from app.usecases.check_runs import Round
from app.usecases.tending import Kind
from app.usecases.workbench import Workbench

_GONE = "gone"
_LOOKS_FOR_IT = 3
"""GitHub may tell of a commit a moment before it shows it."""

# Whoever writes a policy does not decide how many calls that costs.
_MOST_TEAMS, _MOST_USERS = 100, 50


def check(bench: Workbench, row: CommitCheck) -> None:
    """Judge a commit and complete its check run. Safe to repeat at any point."""
    installation = bench.github.installation(row.organisation)
    client = bench.github.for_step(installation, CHECK, [bench.control_repository])
    this = Round(bench, row, client)
    if row.origin == Origin.FORK:
        _leave_unjudged(this)
        return
    reading = read_commit(*this.where, row.commit_id)
    if reading is None and row.failures < _LOOKS_FOR_IT:
        raise Incomplete(Refusal("QUERY ReadCommit"), f"the commit {row.commit_id}")
    if reading is None:
        check_runs.end(this, _GONE)  # pushed over since, and cleaned away
        return
    this = check_runs.resumed(this)  # GitHub refuses to list the runs of a commit that is gone
    if reading.is_unchanged and row.origin != Origin.DEFAULT_BRANCH:
        check_runs.report(this, unjudged.unchanged())
    else:
        this = check_runs.begun(this)
        judgement = _judgement(this, reading.files)
        url = f"{bench.git_url}/{row.organisation}/{bench.control_repository}"
        check_runs.report(this, check_output(judgement, row.organisation, url))


COMMIT_CHECKS = Kind("commit check", commit_checks, CommitCheck, CHECK, check)


def _leave_unjudged(this: Round) -> None:
    """Say so; as its files are not read, it is by GitHub's refusal that a commit shows as gone."""
    bench, row = this.bench, this.row
    repository = f"{row.organisation}/{bench.control_repository}"
    try:
        check_runs.report(check_runs.resumed(this), unjudged.of_fork(repository, row.commit_id))
    except Invalid:
        if row.failures < _LOOKS_FOR_IT:
            raise
        check_runs.end(this, _GONE)


def _judgement(this: Round, files: ControlFiles) -> Judgement:
    bench, organisation = this.bench, this.row.organisation
    found = bench.judge.judged(files, _history(bench, organisation), bench.clock())
    return _with_members(bench, organisation, found)


def _history(bench: Workbench, organisation: str) -> History | None:
    """The law in force, and what past requests were decided on."""
    with bench.database.reading() as tx:
        law = laws.latest(tx, organisation)
        if law is None:
            return None
        cases = tuple(case_facts.all_of(tx, organisation, MOST_REQUESTS))
        return History(law.policy, law.form, cases, catalog(tx, organisation))


def _with_members(bench: Workbench, organisation: str, found: Judgement) -> Judgement:
    """With what GitHub says of the teams and people whom the policy names, if it names any."""
    teams = dict.fromkeys(one.name for one in found.people.teams)
    users = dict.fromkeys(one.name for one in found.people.users)
    if not teams and not users:
        return found
    installation = bench.github.installation(organisation)
    client = bench.github.for_step(installation, READ_ORGANISATION)
    members = team_members(client, organisation, islice(teams, _MOST_TEAMS))
    unknown = [user for user in islice(users, _MOST_USERS) if not is_user(client, user)]
    return with_members(found, organisation, members, unknown)

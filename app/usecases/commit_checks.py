"""Checks one commit of the control repository: what is wrong with its policy, form and cases."""

from itertools import islice

from app.domain.check import (
    MOST_REQUESTS,
    POLICY_CHECK,
    ControlFiles,
    History,
    Judgement,
    with_members,
)
from app.domain.replies import unjudged
from app.domain.replies.checks import check_output
from app.github.commit_files import read_commit
from app.github.people import is_user, team_members
from app.github.permissions import CHECK, READ_ORGANISATION
from app.store import case_facts, laws, template_checks
from app.store.catalog import catalog
from app.store.commit_checks import CommitCheck, Origin
from app.store.tables import commit_checks
from app.usecases import check_runs
from app.usecases.check_runs import Round
from app.usecases.tending import Kind
from app.usecases.workbench import Workbench

# Whoever writes a policy does not decide how many calls that costs.
_MOST_TEAMS, _MOST_USERS = 100, 50


def check(bench: Workbench, row: CommitCheck) -> None:
    """Judge a commit and complete its check run. Safe to repeat at any point."""
    this = check_runs.round_of(bench, row, commit_checks, POLICY_CHECK, CHECK)
    if row.origin == Origin.FORK:
        _have_templates_checked(this, None)
        repository = f"{row.organisation}/{bench.control_repository}"
        check_runs.report_unread(this, unjudged.of_fork(repository, row.commit_id))
        return
    is_of_default_branch = row.origin == Origin.DEFAULT_BRANCH
    reading = read_commit(
        *this.where,
        row.commit_id,
        is_of_default_branch=is_of_default_branch,
        pushed_before=check_runs.pushed_before(this),
    )
    if reading is None:
        check_runs.missed(this)
        return
    _have_templates_checked(this, reading.leaves_templates)
    this = check_runs.resumed(this)  # GitHub refuses to list the runs of a commit that is gone
    if reading.is_unchanged and not is_of_default_branch:
        check_runs.report(this, unjudged.unchanged())
    else:
        this = check_runs.begun(this)
        judgement = _judgement(this, reading.files)
        url = f"{bench.git_url}/{row.organisation}/{bench.control_repository}"
        check_runs.report(this, check_output(judgement, row.organisation, url))


COMMIT_CHECKS = Kind("commit check", commit_checks, CommitCheck, CHECK, check)


def _have_templates_checked(this: Round[CommitCheck], leaves_templates: bool | None) -> None:
    """The other check of this commit; what was read for this one spares it a call."""
    row, bench = this.row, this.bench
    with bench.database.transaction() as tx:
        where = row.organisation, row.commit_id, row.origin
        now = bench.clock()
        row_id = template_checks.want(tx, *where, now, leaves_templates=leaves_templates)
    bench.hints.template_check(row_id)


def _judgement(this: Round[CommitCheck], files: ControlFiles) -> Judgement:
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

"""Starts the integration tests of a pair after a deployment, once for each deployment."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import structlog

from app.domain.deployment import (
    SUCCESS,
    Conclusion,
    Deployment,
    NotTested,
    check_wanted,
    inputs_of,
    overtaken,
    run_title_end,
)
from app.domain.policy import IntegrationTests
from app.github.client import Client
from app.github.deployments import later_deployments, newest_report, read_deployment
from app.github.errors import Forbidden, Invalid, NotFound
from app.github.permissions import START_TESTS
from app.github.repositories import Repository
from app.github.workflow_runs import Workflow, find_run, start_run
from app.store import claims
from app.store.integration_runs import IntegrationRun
from app.store.tables import integration_runs
from app.usecases import obstacles, pair_repositories
from app.usecases.law import last_law
from app.usecases.tending import Kind
from app.usecases.workbench import Workbench

WORKFLOW_FILE = "integration.yml"
"""What the platform layer calls it in a tests repository."""

_LISTS_LAG = timedelta(minutes=1)
"""A run that was just started may not show in GitHub's list before that."""

_CLOCKS_DIFFER = timedelta(minutes=10)

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Work:
    """One deployment; `client` reaches both repositories of the pair and nothing else."""

    bench: Workbench
    row: IntegrationRun
    client: Client
    service: Repository
    workflow: Workflow

    def keeps(self, **values: Any) -> "_Work":
        """The work with these columns of its row changed. Raises LostClaim."""
        _keep(self.bench, self.row, **values)
        return replace(self, row=replace(self.row, **values))


def follow(bench: Workbench, row: IntegrationRun) -> None:
    """Start the tests unless that was done or need not be. Safe to repeat at any point."""
    if row.conclusion == Conclusion.DISPATCHED:
        _keep(bench, row, seen=row.wanted, failures=0, wait_until=None)
        return
    try:
        run_id = _started(bench, row)
    except NotTested as end:
        _conclude(bench, row, end.conclusion, None, str(end))
    else:
        _conclude(bench, row, Conclusion.DISPATCHED, run_id)


INTEGRATION_RUNS = Kind(
    "integration run", integration_runs, IntegrationRun, START_TESTS, follow, _LISTS_LAG
)


def _started(bench: Workbench, row: IntegrationRun) -> int | None:
    """The run that tests it, if GitHub tells its number. Raises NotTested."""
    rules = _rules(bench, row.organisation)
    pair = pair_repositories.found(bench, row)
    installation = bench.github.installation(row.organisation)
    client = bench.github.for_step(installation, START_TESTS, [pair.service.id, pair.tests.id])
    tests = pair.tests
    workflow = Workflow(tests.owner, tests.name, WORKFLOW_FILE, tests.default_branch)
    work = _Work(bench, row, client, pair.service, workflow)
    run_id = _of_an_earlier_attempt(work)
    return _start(work, rules) if run_id is None else run_id


def _rules(bench: Workbench, organisation: str) -> IntegrationTests:
    with bench.database.reading() as tx:
        law = last_law(tx, organisation)
    return law.policy.integration_tests if law else IntegrationTests()


def _of_an_earlier_attempt(work: _Work) -> int | None:
    """The run that was started by somebody who could not note it; None if there is none."""
    if work.row.asked_at is None:
        return None
    since, actor = work.row.asked_at - _CLOCKS_DIFFER, work.bench.github.own_login()
    try:
        title_end = run_title_end(work.row.deployment_id)
        return find_run(work.client, work.workflow, since, actor, title_end)
    except NotFound:
        return None  # there is no such workflow, which asking for a run tells best


def _start(work: _Work, rules: IntegrationTests) -> int | None:
    deployment = _deployment(work)
    check_wanted(rules, deployment)
    report = newest_report(work.client, work.service.owner, work.service.name, deployment)
    inputs = inputs_of(deployment, report)
    if _is_overtaken(work, deployment):
        raise overtaken(deployment)
    return _ask(work.keeps(asked_at=work.bench.clock()), inputs)


def _ask(work: _Work, inputs: Mapping[str, str]) -> int | None:
    """Have GitHub start the run. Raises NotTested where trying again would not help."""
    where = f"{work.workflow.owner}/{work.workflow.repo}"
    try:
        return start_run(work.client, work.workflow, inputs)
    except NotFound:
        say = f"{where} has no workflow {WORKFLOW_FILE} on its default branch; add it."
    except Invalid as refused:
        say = (
            f"{where} does not let {WORKFLOW_FILE} be started with the inputs {', '.join(inputs)};"
            f" mend it on the default branch. GitHub said: {refused.refusal.said}"
        )
    except Forbidden as refused:
        if obstacles.missing_permissions(work.bench, work.row.organisation, START_TESTS):
            raise
        say = (
            f"GitHub lets no workflow be started in {where}; see its settings, under Actions."
            f" GitHub said: {refused.refusal.said}"
        )
    raise NotTested(Conclusion.IMPOSSIBLE, say)


def _deployment(work: _Work) -> Deployment:
    service, number = work.service, work.row.deployment_id
    try:
        return read_deployment(work.client, service.owner, service.name, number)
    except NotFound:
        say = f"GitHub shows no deployment {number} of {service.owner}/{service.name}: it was"
        say += " deleted, or a repository of the pair is out of the App's reach."
        raise NotTested(Conclusion.IMPOSSIBLE, say) from None


def _is_overtaken(work: _Work, deployment: Deployment) -> bool:
    """Whether a later deployment is in use there; GitHub does not say so of production itself."""
    where = work.client, work.service.owner, work.service.name
    later = later_deployments(*where, deployment)
    return any(newest_report(*where, one).state == SUCCESS for one in later)


def _conclude(
    bench: Workbench,
    row: IntegrationRun,
    conclusion: Conclusion,
    run_id: int | None,
    reason: str = "",
) -> None:
    end = {"conclusion": conclusion, "run_id": run_id, "reason": reason, "asked_at": None}
    _keep(bench, row, seen=row.wanted, failures=0, wait_until=None, **end)
    told = {"service": row.service, "deployment": row.deployment_id}
    if conclusion == Conclusion.DISPATCHED:
        _log.info("integration tests started", run=run_id, **told)
    else:
        say = _log.warning if conclusion == Conclusion.IMPOSSIBLE else _log.info
        say("deployment not tested", conclusion=conclusion, reason=reason, **told)


def _keep(bench: Workbench, row: IntegrationRun, **values: Any) -> None:
    with bench.database.transaction() as tx:
        claims.save(tx, integration_runs, row, bench.clock(), **values)

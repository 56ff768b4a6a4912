"""JSON of workflows, their runs and jobs, and of what was answered at a gate."""

from typing import Any
from urllib.parse import quote

from sandbox.clock import stamp, stamp_or_none
from sandbox.shapes.people import account
from sandbox.shapes.repository import api_url, lite, minimal
from sandbox.shapes.short import minimal_pull, simple_commit
from sandbox.world.issues import State
from sandbox.world.pulls import PullRequest, pulls_of
from sandbox.world.repositories import Repository
from sandbox.world.runs import Attempt, Job, Run, Status, Step
from sandbox.world.state import World
from sandbox.world.workflows import Workflow

RUNNER = {
    "runner_id": 1,
    "runner_name": "GitHub Actions 1",
    "runner_group_id": 0,
    "runner_group_name": "GitHub Actions",
}


def workflow(world: World, where: Repository, one: Workflow) -> dict[str, Any]:
    """`workflow`."""
    page = f"{world.url}/{where.full_name}"
    return {
        "id": one.id,
        "node_id": one.node_id,
        "name": one.name,
        "path": one.path,
        "state": one.state.value,
        "created_at": stamp(one.created_at),
        "updated_at": stamp(one.updated_at),
        "url": f"{api_url(world, where)}/actions/workflows/{one.id}",
        "html_url": f"{page}/blob/{where.default_branch}/{one.path}",
        "badge_url": f"{page}/workflows/{quote(one.name, safe='')}/badge.svg",
    }


def run(
    world: World, where: Repository, one: Run, attempt: Attempt | None = None
) -> dict[str, Any]:
    """`workflow-run`, as it is or as an earlier attempt left it."""
    shown = minimal(world, where)
    return _run(world, where, one, attempt or one.attempt) | {
        "head_commit": simple_commit(where, one.sha),
        "repository": shown,
        "head_repository": shown,
        "head_repository_id": where.id,
    }


def told_run(world: World, where: Repository, one: Run) -> dict[str, Any]:
    """A run in a webhook about it."""
    shown = lite(world, where)
    return run_beside(world, where, one) | {
        "previous_attempt_url": _previous(world, where, one, one.attempt),
        "head_commit": simple_commit(where, one.sha),
        "repository": shown,
        "head_repository": shown,
    }


def run_beside(world: World, where: Repository, one: Run) -> dict[str, Any]:
    """A run in a webhook about a deployment, which GitHub describes without its commit."""
    shape = _run(world, where, one, one.attempt)
    del shape["previous_attempt_url"]
    return shape


def _run(world: World, where: Repository, one: Run, attempt: Attempt) -> dict[str, Any]:
    api = api_url(world, where)
    own = f"{api}/actions/runs/{one.id}"
    latest = attempt is one.attempt
    return {
        "id": one.id,
        "node_id": one.node_id,
        "name": one.workflow.name,
        "path": one.workflow.path,
        "display_title": one.title,
        "run_number": one.number,
        "run_attempt": attempt.number,
        "event": one.event,
        "status": (one.status if latest else Status.COMPLETED).value,
        "conclusion": attempt.conclusion,
        "workflow_id": one.workflow.id,
        "head_branch": one.branch,
        "head_sha": one.sha,
        "check_suite_id": one.suite[0],
        "check_suite_node_id": one.suite[1],
        "pull_requests": [minimal_pull(world, each) for each in _pulls(where, one)],
        "referenced_workflows": [],
        "actor": account(world, one.actor.account),
        "triggering_actor": account(world, attempt.actor.account),
        "created_at": stamp(one.created_at),
        "updated_at": stamp(one.updated_at),
        "run_started_at": stamp(attempt.started_at),
        "url": own,
        "html_url": f"{world.url}/{where.full_name}/actions/runs/{one.id}",
        "jobs_url": f"{own}/jobs",
        "logs_url": f"{own}/logs",
        "artifacts_url": f"{own}/artifacts",
        "cancel_url": f"{own}/cancel",
        "rerun_url": f"{own}/rerun",
        "check_suite_url": f"{api}/check-suites/{one.suite[0]}",
        "workflow_url": f"{api}/actions/workflows/{one.workflow.id}",
        "previous_attempt_url": _previous(world, where, one, attempt),
    }


def _previous(world: World, where: Repository, one: Run, attempt: Attempt) -> str | None:
    if attempt.number == 1:
        return None
    return f"{api_url(world, where)}/actions/runs/{one.id}/attempts/{attempt.number - 1}"


def _pulls(where: Repository, one: Run) -> list[PullRequest]:
    """The open pull requests whose head is the commit of the run."""
    found = [each for each in pulls_of(where) if each.state is State.OPEN and each.fork is None]
    return [each for each in found if (each.head_ref, each.head_sha) == (one.branch, one.sha)]


def job(world: World, where: Repository, parent: Run, one: Job) -> dict[str, Any]:
    """`job`; the check run behind it has the same number."""
    api = api_url(world, where)
    runner = RUNNER if one.started_at and one.steps else dict.fromkeys(RUNNER)
    return {
        "id": one.id,
        "node_id": one.node_id,
        "run_id": parent.id,
        "run_url": f"{api}/actions/runs/{parent.id}",
        "run_attempt": one.attempt,
        "workflow_name": parent.workflow.name,
        "name": one.plan.name,
        "head_branch": parent.branch,
        "head_sha": parent.sha,
        "url": f"{api}/actions/jobs/{one.id}",
        "html_url": f"{world.url}/{where.full_name}/actions/runs/{parent.id}/job/{one.id}",
        "check_run_url": f"{api}/check-runs/{one.id}",
        "status": one.status.value,
        "conclusion": one.conclusion,
        "created_at": stamp(one.created_at),
        "started_at": stamp(one.started_at or one.ready_at or one.created_at),
        "completed_at": stamp_or_none(one.completed_at),
        "labels": list(one.plan.labels),
        "steps": [_step(one, each) for each in one.steps] if one.started_at else [],
        **runner,
    }


def told_job(world: World, where: Repository, parent: Run, one: Job) -> dict[str, Any]:
    """A job in its webhook, where none is pending: it has not come so far."""
    shape = job(world, where, parent, one)
    return shape | ({"status": "queued"} if one.status is Status.PENDING else {})


def _step(parent: Job, one: Step) -> dict[str, Any]:
    done = parent.completed_at is not None
    begun = done or one.number == 1
    return {
        "number": one.number,
        "name": one.name,
        "status": "completed" if done else "in_progress" if begun else "queued",
        "conclusion": one.conclusion,
        "started_at": stamp_or_none(parent.started_at if begun else None),
        "completed_at": stamp_or_none(parent.completed_at),
    }

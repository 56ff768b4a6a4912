"""JSON of what waits at a gate and of what was answered there."""

from collections.abc import Iterable
from typing import Any

from sandbox.clock import stamp
from sandbox.shapes.environment import environment, linked, reviewer
from sandbox.shapes.people import account
from sandbox.world.environments import Reviewer
from sandbox.world.gates import Gate, Review
from sandbox.world.people import Account, Team
from sandbox.world.repositories import Repository
from sandbox.world.runs import Job, Run
from sandbox.world.state import World


def requested(world: World, where: Repository, run: Run, job: Job, gate: Gate) -> dict[str, Any]:
    """Who is asked to let a job pass."""
    return {
        "environment": gate.environment.name,
        "since": stamp(gate.requested_at),
        "requestor": account(world, run.attempt.actor.account),
        "reviewers": reviewers(world, gate.reviewers),
        "workflow_job_run": job_run(world, where, run, job, gate),
    }


def answered(
    world: World,
    where: Repository,
    run: Run,
    found: list[tuple[Job, Gate]],
    who: Account,
    comment: str,
) -> dict[str, Any]:
    """What a reviewer said about jobs."""
    return {
        "since": stamp(min(gate.requested_at for _, gate in found)),
        "approver": account(world, who),
        "comment": comment,
        "workflow_job_runs": [job_run(world, where, run, job, gate) for job, gate in found],
    }


def reviewers(world: World, found: Iterable[Reviewer]) -> list[dict[str, Any]]:
    """GitHub describes people only: of a team is said no more than that it is one."""
    return [
        {"type": "Team", "reviewer": None}
        if isinstance(one, Team)
        else {"type": "User", "reviewer": account(world, one)}
        for one in found
    ]


def job_run(world: World, where: Repository, run: Run, job: Job, gate: Gate) -> dict[str, Any]:
    page = f"{world.url}/{where.full_name}/actions/runs/{run.id}/job/{job.id}"
    return {
        "id": job.id,
        "name": job.plan.name,
        "status": job.status.value,
        "conclusion": None,
        "html_url": page,
        "created_at": stamp(job.created_at),
        "updated_at": stamp(gate.requested_at),
        "environment": gate.environment.name,
    }


def review(world: World, where: Repository, one: Review) -> dict[str, Any]:
    """`environment-approvals`: an answer to a gate."""
    keys = ("id", "node_id", "name", "url", "html_url", "created_at", "updated_at")
    whole = [environment(world, where, each) for each in one.environments]
    return {
        "environments": [{key: shape[key] for key in keys} for shape in whole],
        "state": one.state,
        "user": account(world, one.account),
        "comment": one.comment,
    }


def pending(world: World, where: Repository, gate: Gate, *, may_approve: bool) -> dict[str, Any]:
    """`pending-deployment`."""
    minutes = int(gate.wait.total_seconds() // 60)
    return {
        "environment": linked(world, where, gate.environment),
        "wait_timer": minutes,
        "wait_timer_started_at": stamp(gate.requested_at) if minutes else None,
        "current_user_can_approve": may_approve,
        "reviewers": [reviewer(world, where, one) for one in gate.reviewers],
    }

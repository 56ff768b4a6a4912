"""JSON of reviews of deployments, as webhooks tell of them."""

from collections.abc import Iterable
from typing import Any

from sandbox.clock import stamp
from sandbox.shapes.people import account
from sandbox.world.environments import Reviewer
from sandbox.world.people import Account, Team
from sandbox.world.repositories import Repository
from sandbox.world.runs import Gate, Job, Run
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

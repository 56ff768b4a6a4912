"""What is done to a run as a whole: cancelled, or run again."""

from datetime import timedelta

from sandbox.acts.runner.ending import finish
from sandbox.acts.runner.progress import refresh, settle
from sandbox.acts.runner.start import attempt
from sandbox.acts.runner.telling import Stage
from sandbox.errors import ApiError
from sandbox.world.issues import Actor
from sandbox.world.repositories import Repository
from sandbox.world.runs import Job, Run, Status
from sandbox.world.state import World

RERUN_WITHIN = timedelta(days=30)


def cancel(world: World, where: Repository, run: Run) -> None:
    """End what has not ended; 409 when all has."""
    if run.status is Status.COMPLETED:
        raise ApiError(409, "Cannot cancel a workflow run that is completed.")
    stage, now = Stage(world, where, run), world.now()
    for job in run.jobs:
        finish(stage, job, "cancelled", now)
    refresh(stage, now)
    settle(world, where)


def rerun(world: World, where: Repository, run: Run, actor: Actor) -> None:
    """All jobs again, of the same commit."""
    _check(world, run)
    attempt(world, where, run, actor, run.file.jobs if run.file else ())


def rerun_failed(world: World, where: Repository, run: Run, actor: Actor) -> None:
    """What did not succeed again, with all that needs it; the rest stays as it is."""
    _check(world, run)
    again: dict[str, Job] = {}
    for job in run.jobs:
        good = job.conclusion == "success"
        if not good or any(key in again for key in job.plan.needs):
            again[job.plan.key] = job
    kept = [job for job in run.jobs if job.plan.key not in again]
    attempt(world, where, run, actor, [job.plan for job in again.values()], kept)


def _check(world: World, run: Run) -> None:
    """403 while it is under way and after a month (the exact words are unconfirmed)."""
    if run.status is not Status.COMPLETED:
        raise ApiError(403, "This workflow is already running")
    if world.now() - run.created_at > RERUN_WITHIN:
        raise ApiError(
            403, "Unable to retry this workflow run because it was created over a month ago"
        )
    if run.file is None:
        raise ApiError(403, "This workflow run cannot be retried")

"""How jobs and runs end: conclusions, the steps' share in them, and who hears of it."""

from datetime import datetime

from sandbox.acts.runner.reporting import report_deployment
from sandbox.acts.runner.telling import Stage
from sandbox.world.deployments import DeploymentState
from sandbox.world.runs import Job, Status, Step

# The first of these that a job has is how its run ends.
GRAVITY = ("failure", "timed_out", "cancelled", "action_required")
STEP_WORDS = {"success", "failure", "cancelled", "skipped"}


def finish(stage: Stage, job: Job, conclusion: str, at: datetime) -> None:
    """End a job, unless it has ended."""
    if job.status is Status.COMPLETED:
        return
    job.status, job.conclusion, job.completed_at = Status.COMPLETED, conclusion, at
    job.ready_at = job.ready_at or at
    stage.run.updated_at = max(stage.run.updated_at, at)
    if job.started_at is None:
        job.steps = []
    else:
        _conclude_steps(job, conclusion)
    state = DeploymentState.SUCCESS if conclusion == "success" else DeploymentState.FAILURE
    report_deployment(stage, job, state)
    stage.tell_job(job, "completed")


def _conclude_steps(job: Job, conclusion: str) -> None:
    """As the outcome says, or all alike but for the last one, which did it."""
    if job.outcome.steps and conclusion == job.outcome.conclusion:
        pairs = enumerate(job.outcome.steps, 1)
        job.steps = [Step(number, name, word) for number, (name, word) in pairs]
        return
    for step in job.steps:
        step.conclusion = "success"
    if job.steps and conclusion != "success":
        job.steps[-1].conclusion = conclusion if conclusion in STEP_WORDS else "failure"


def complete_run(stage: Stage, at: datetime, conclusion: str = "") -> None:
    """End a run whose jobs have all ended."""
    run = stage.run
    run.status, run.updated_at = Status.COMPLETED, at
    run.attempt.completed_at = at
    run.attempt.conclusion = conclusion or _conclusion(run.jobs)
    stage.tell_run("completed")


def _conclusion(jobs: list[Job]) -> str:
    found = {job.conclusion for job in jobs}
    for word in GRAVITY:
        if word in found:
            return word
    return "skipped" if found == {"skipped"} else "success"

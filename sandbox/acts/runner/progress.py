"""How runs go on: each job from its needs over its group and gate to its end, by the clock.

Nothing moves by itself. Who looks, the clock's control or a step lets everything happen that is
due by then, at the moments at which it was due.
"""

from datetime import datetime, timedelta

from sandbox.acts.runner.ending import complete_run, finish
from sandbox.acts.runner.gates import come_to, is_at_gate
from sandbox.acts.runner.groups import displaced, free_since
from sandbox.acts.runner.patterns import expand
from sandbox.acts.runner.references import references
from sandbox.acts.runner.reporting import report_deployment
from sandbox.acts.runner.telling import Stage
from sandbox.world.deployments import DeploymentState
from sandbox.world.repositories import Repository
from sandbox.world.runs import Job, Status
from sandbox.world.state import World

ANYWAY = ("always()", "failure()", "cancelled()")
NEVER = {"false", "${{ false }}"}


def advance(world: World, where: Repository) -> None:
    """Let all runs go on as far as the clock lets them."""
    _move_all(world, where, starts=True)


def settle(world: World, where: Repository) -> None:
    """Bring jobs into their queues and before their gates, but start none."""
    _move_all(world, where, starts=False)


def advance_everywhere(world: World) -> None:
    for where in list(world.repositories.values()):
        advance(world, where)


def _move_all(world: World, where: Repository, *, starts: bool) -> None:
    moving = True
    while moving:
        runs = [Stage(world, where, run) for run in where.actions.under_way()]
        moved = [_move(stage, starts=starts) for stage in runs]
        moving = any(moved)


def enter(stage: Stage, at: datetime) -> None:
    """A run, or its next attempt, comes into its concurrency group, if it has one."""
    run, named = stage.run, stage.run.file.concurrency if stage.run.file else None
    run.admitted_at = None
    run.group = expand(named.group, references(stage.where, run)) if named else ""
    if named and run.group:
        _drive_out(stage, None, at, cancels=named.cancels)
    else:
        run.admitted_at = at


def _drive_out(stage: Stage, job: Job | None, at: datetime, *, cancels: bool) -> None:
    group = stage.run.group if job is None else job.group
    for run, other in displaced(stage.where, group, (stage.run, job), cancels=cancels):
        stopped = Stage(stage.world, stage.where, run)
        for one in run.jobs if other is None else [other]:
            finish(stopped, one, "cancelled", at)
        refresh(stopped, at)


def _move(stage: Stage, *, starts: bool) -> bool:
    """One round over the jobs of a run; whether anything moved."""
    run, now = stage.run, stage.world.now()
    if run.status is Status.COMPLETED:  # driven out of its group by another in this round
        return False
    if run.admitted_at is None:
        since = run.attempt.started_at
        run.admitted_at = free_since(stage.where, run.group, (run, None), since)
        if run.admitted_at is None:
            run.status = Status.PENDING
            return False
    moved = [_step(stage, job, now, starts=starts) for job in run.jobs]
    refresh(stage, now)
    return any(moved)


def refresh(stage: Stage, now: datetime) -> None:
    """A run is as far as its jobs are."""
    run, found = stage.run, {job.status for job in stage.run.jobs}
    if found == {Status.COMPLETED}:
        ends = [job.completed_at for job in run.jobs if job.completed_at is not None]
        complete_run(stage, max(ends, default=now))
    elif Status.IN_PROGRESS in found:
        run.status = Status.IN_PROGRESS
    elif Status.WAITING in found:
        run.status = Status.WAITING
    elif Status.COMPLETED in found:
        run.status = Status.IN_PROGRESS
    else:
        run.status = Status.QUEUED


def _step(stage: Stage, job: Job, now: datetime, *, starts: bool) -> bool:
    match job.status:
        case Status.QUEUED if job.queued_at is None:
            return _check_needs(stage, job)
        case Status.QUEUED if starts:
            _begin(stage, job)
            return True
        case Status.PENDING:
            return _admit(stage, job)
        case Status.WAITING:
            return _look_at_gate(stage, job, now)
        case Status.IN_PROGRESS:
            return _end_if_due(stage, job, now)
        case _:
            return False


def _check_needs(stage: Stage, job: Job) -> bool:
    """Once all that it needs is over, a job is ready, or skipped if something went wrong."""
    needed = [stage.run.attempt.job(key) for key in job.plan.needs]
    ends = [one.completed_at for one in needed]
    started = max(stage.run.attempt.started_at, stage.run.admitted_at or job.created_at)
    if None in ends:
        return False
    at = job.ready_at = max([started, *[one for one in ends if one is not None]])
    failed = any(one.conclusion != "success" for one in needed)
    anyway = any(word in job.plan.condition for word in ANYWAY)
    if job.plan.condition in NEVER or (failed and not anyway):
        finish(stage, job, "skipped", at)
        return True
    named = job.plan.concurrency
    job.group = expand(named.group, references(stage.where, stage.run)) if named else ""
    if named and job.group:
        job.status = Status.PENDING
        _drive_out(stage, job, at, cancels=named.cancels)
        _admit(stage, job)
    else:
        _approach(stage, job, at)
    return True


def _admit(stage: Stage, job: Job) -> bool:
    since = job.ready_at or job.created_at
    job.admitted_at = free_since(stage.where, job.group, (stage.run, job), since)
    if job.admitted_at is None:
        return False
    _approach(stage, job, job.admitted_at)
    return True


def _approach(stage: Stage, job: Job, at: datetime) -> None:
    """To the gate of its environment if it names one, else into the queue."""
    name = expand(job.plan.environment, references(stage.where, stage.run))
    if not name or come_to(stage, job, name, at):
        _queue(stage, job, at)


def _look_at_gate(stage: Stage, job: Job, now: datetime) -> bool:
    verdict = is_at_gate(job, now)
    if verdict is None:
        return False
    passes, at = verdict
    if passes:
        _queue(stage, job, at)
    else:
        finish(stage, job, "failure", at)
    return True


def _queue(stage: Stage, job: Job, at: datetime) -> None:
    job.status, job.queued_at = Status.QUEUED, at
    stage.tell_job(job, "queued")


def _begin(stage: Stage, job: Job) -> None:
    run, first = stage.run, all(one.started_at is None for one in stage.run.jobs)
    job.status, job.started_at = Status.IN_PROGRESS, job.queued_at
    run.updated_at = job.queued_at or run.updated_at
    if first:
        run.status = Status.IN_PROGRESS
        stage.tell_run("in_progress")
    stage.tell_job(job, "in_progress")
    report_deployment(stage, job, DeploymentState.IN_PROGRESS)


def _end_if_due(stage: Stage, job: Job, now: datetime) -> bool:
    assert job.started_at is not None
    due = job.started_at + timedelta(seconds=job.outcome.after_seconds)
    if due > now:
        return False
    finish(stage, job, job.outcome.conclusion, due)
    return True

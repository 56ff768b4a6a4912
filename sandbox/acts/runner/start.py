"""How a run begins: with its number, its jobs, and what a script says is to come of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sandbox.acts.check_suites import open_suite
from sandbox.acts.runner.ending import complete_run
from sandbox.acts.runner.files import Found, workflow_of
from sandbox.acts.runner.identity import actions_app
from sandbox.acts.runner.patterns import expand
from sandbox.acts.runner.progress import enter, settle
from sandbox.acts.runner.references import references
from sandbox.acts.runner.telling import Stage
from sandbox.world.issues import Actor
from sandbox.world.repositories import Repository
from sandbox.world.runs import Attempt, Job, Outcome, Run, Script, Status, Step
from sandbox.world.state import World
from sandbox.world.workflows import JobPlan


@dataclass(frozen=True)
class Cause:
    """What starts a run: an event at a commit; `title` is how the run is shown.

    `branch` is the branch of the commit where the ref does not name it.
    """

    event: str
    actor: Actor
    ref: str
    sha: str
    title: str
    inputs: Mapping[str, Any] = field(default_factory=dict)
    branch: str = ""


def start(world: World, where: Repository, found: Found, cause: Cause) -> Run:
    """A new run; one of an unreadable file fails before it has any job."""
    workflow, now = workflow_of(world, where, found), world.now()
    workflow.last_number += 1
    number, node = world.mint("WFR")
    suite, _ = open_suite(world, where, actions_app(world), cause.sha)
    name = cause.ref.removeprefix("refs/heads/").removeprefix("refs/tags/")
    run = Run(
        number,
        node,
        workflow,
        workflow.last_number,
        cause.event,
        cause.actor,
        cause.ref,
        cause.branch or name,
        cause.sha,
        cause.title,
        (suite.id, suite.node_id),
        now,
        now,
        found.file,
        cause.inputs,
    )
    where.actions.runs[number] = run
    if found.file and found.file.run_name:
        run.title = expand(found.file.run_name, references(where, run))
    attempt(world, where, run, cause.actor, found.file.jobs if found.file else ())
    return run


def attempt(
    world: World,
    where: Repository,
    run: Run,
    actor: Actor,
    plans: Iterable[JobPlan],
    kept: Iterable[Job] = (),
) -> None:
    """A first or a further attempt: new jobs of these plans beside those that are kept."""
    number, now, stage = len(run.attempts) + 1, world.now(), Stage(world, where, run)
    scripts = _take_scripts(where, run)
    jobs = [_job(world, plan, number, _outcome(scripts, plan)) for plan in plans]
    run.attempts.append(Attempt(number, actor, now, [*kept, *jobs]))
    run.status, run.updated_at = Status.QUEUED, now
    enter(stage, now)
    stage.tell_run("requested")
    if run.file is None:
        complete_run(stage, now, "startup_failure")
    settle(world, where)


def _job(world: World, plan: JobPlan, number: int, outcome: Outcome) -> Job:
    names = ["Set up job", *plan.steps]
    steps = [Step(at, name) for at, name in enumerate(names, 1)]
    return Job(*world.mint("CR"), plan, number, outcome, world.now(), steps)


def _take_scripts(where: Repository, run: Run) -> list[Script]:
    """The scripts for this run, each used up by one; those for one job come first."""
    workflow = run.workflow
    names = {workflow.path, workflow.path.rpartition("/")[2], workflow.name}
    found = [one for one in where.actions.scripts if one.workflow in names]
    taken = [replace(one) for one in found]
    for one in found:
        one.times -= 1
    where.actions.scripts = [one for one in where.actions.scripts if one.times > 0]
    return sorted(taken, key=lambda one: one.job is None)


def _outcome(scripts: list[Script], plan: JobPlan) -> Outcome:
    for one in scripts:
        if one.job in {None, plan.key, plan.name}:
            return one.outcome
    return Outcome()

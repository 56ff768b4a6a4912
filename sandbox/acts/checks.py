"""Check runs: made, updated, asked for again, and what of them is required."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sandbox.acts.check_suites import ASKING, announce_suite, open_suite
from sandbox.acts.webhooks import announce
from sandbox.shapes.checks import check_run_told
from sandbox.world.apps import App
from sandbox.world.checks import (
    Annotation,
    CheckAction,
    CheckRun,
    CheckStatus,
    CheckSuite,
    CommitStatus,
    Conclusion,
    StatusState,
)
from sandbox.world.issues import Actor
from sandbox.world.repositories import Repository
from sandbox.world.state import World

RUNS_OF_A_NAME = 1000


@dataclass(frozen=True)
class Report:
    """What an App says of a check run; None leaves a field as it is."""

    name: str | None = None
    details_url: str | None = None
    external_id: str | None = None
    status: CheckStatus | None = None
    conclusion: Conclusion | None = None
    started_at: datetime | None = None
    completed_at: datetime | None = None
    title: str | None = None
    summary: str | None = None
    text: str | None = None
    annotations: list[Annotation] = field(default_factory=list)
    actions: list[CheckAction] | None = None


def create_run(
    world: World,
    where: Repository,
    app: App,
    sha: str,
    name: str,
    said: Report,
    ids: tuple[int, str] | None = None,
) -> CheckRun:
    """A new run in the App's suite for the commit, which is made if need be.

    `ids` are given to one that has a number already, as the check of a job has that of the job.
    """
    suite, _ = open_suite(world, where, app, sha)
    now, page = world.now(), world.url
    run = CheckRun(*(ids or world.mint("CR")), suite, name, page, now, said.started_at or now)
    _drop_oldest(world, suite, name)
    suite.runs.append(run)
    where.checks.runs[run.id] = run
    world.nodes[run.node_id] = run
    _lay(world, run, said)
    _announce_run(world, run, "created", _bot(app))
    # A run that is made complete is told of twice: unconfirmed.
    _announce_end(world, run, before=CheckStatus.QUEUED)
    return run


def _drop_oldest(world: World, suite: CheckSuite, name: str) -> None:
    """GitHub keeps the last 1,000 runs of a name in a suite."""
    same = [one for one in suite.runs if one.name == name]
    for one in same[: len(same) - RUNS_OF_A_NAME + 1]:
        suite.runs.remove(one)
        del suite.repository.checks.runs[one.id]
        del world.nodes[one.node_id]


def update_run(world: World, run: CheckRun, said: Report) -> None:
    before = run.status
    _lay(world, run, said)
    _announce_end(world, run, before=before)


def _lay(world: World, run: CheckRun, said: Report) -> None:
    """Lay a report over a run; a conclusion completes it, and another status undoes one."""
    for name in ("name", "details_url", "external_id", "started_at", "title", "summary", "text"):
        if getattr(said, name) is not None:
            setattr(run, name, getattr(said, name))
    if said.actions is not None:
        run.actions = said.actions
    run.annotations += said.annotations
    run.suite.updated_at, run.suite.requested = world.now(), False
    if said.conclusion is not None:
        run.status, run.conclusion = CheckStatus.COMPLETED, said.conclusion
        run.completed_at = said.completed_at or world.now()
    elif said.status is not None:
        run.status, run.conclusion, run.completed_at = said.status, None, None


def _announce_end(world: World, run: CheckRun, *, before: CheckStatus) -> None:
    """Tell that a run is complete, and its suite if it was the last one."""
    if run.status is not CheckStatus.COMPLETED or before is CheckStatus.COMPLETED:
        return
    actor = _bot(run.suite.app)
    _announce_run(world, run, "completed", actor)
    if run.suite.status is CheckStatus.COMPLETED:
        announce_suite(world, run.suite, "completed", actor)


def rerequest_run(world: World, run: CheckRun, actor: Actor) -> None:
    """Ask the App to do a check again: the suite is queued, the run itself stays as it is."""
    run.suite.requested = True
    _announce_run(world, run, "rerequested", actor)


def press(world: World, run: CheckRun, action: CheckAction, actor: Actor) -> None:
    """A person presses a button of the check run."""
    asked = {"requested_action": {"identifier": action.identifier}}
    _announce_run(world, run, "requested_action", actor, asked)


def failing_required(where: Repository, sha: str, required: list[dict[str, Any]]) -> list[str]:
    """The contexts of required status checks that do not pass for a commit, in their order.

    `required` is as in the parameters of a ruleset: `context`, and perhaps an `integration_id`
    that must have said it. Success, neutral and skipped pass; what is not there does not.
    """
    return [str(one["context"]) for one in required if not _is_met(where, sha, one)]


def _is_met(where: Repository, sha: str, required: dict[str, Any]) -> bool:
    """Every check run and status of that name must pass, and one must be there."""
    name, wanted = str(required["context"]), required.get("integration_id")
    runs = [one for one in where.checks.latest_runs(sha) if one.name == name]
    runs = [one for one in runs if wanted in (None, one.suite.app.id)]
    statuses = [one for one in where.checks.latest_statuses(sha) if one.context == name]
    statuses = [one for one in statuses if wanted in (None, _app_id(one))]
    passed = [one.conclusion is not None and one.conclusion.passes for one in runs]
    passed += [one.state is StatusState.SUCCESS for one in statuses]
    return bool(passed) and all(passed)


def last_reporter(where: Repository, name: str) -> App | None:
    """The App that last said something by this name; None if none did, or a person was later."""
    said: list[tuple[int, App | None]] = [
        (one.id, one.suite.app) for one in where.checks.runs.values() if one.name == name
    ]
    for statuses in where.checks.statuses.values():
        said += [(one.id, one.creator.app) for one in statuses if one.context == name]
    return max(said, key=lambda one: one[0])[1] if said else None


def _app_id(one: CommitStatus) -> int | None:
    return one.creator.app.id if one.creator.app else None


def _bot(app: App) -> Actor:
    return Actor(app.bot, app)


def _announce_run(
    world: World, run: CheckRun, action: str, actor: Actor, extra: dict[str, Any] | None = None
) -> None:
    told = {"check_run": check_run_told(world, run)} | (extra or {})
    where, asked = run.suite.repository, run.suite.app if action in ASKING else None
    announce(world, "check_run", action, actor, about=where, extra=told, asked=asked)

"""The controls of the runner: what is to come of the next runs, and when they go on."""

from typing import Any, Literal

from pydantic import Field

from sandbox.acts.runner.identity import job_token
from sandbox.acts.runner.progress import advance_everywhere
from sandbox.controls.control import Controls, Order, Seconds
from sandbox.controls.finding import repository_named
from sandbox.errors import not_found
from sandbox.world.runs import Outcome, Run, Script
from sandbox.world.state import World

Conclusion = Literal[
    "success", "failure", "cancelled", "skipped", "neutral", "timed_out", "action_required"
]

controls = Controls()


class StepOrder(Order):
    """A step that a job is to show."""

    name: str
    conclusion: Literal["success", "failure", "cancelled", "skipped"] = "success"


class OutcomeOrder(Order):
    """How the next runs of a workflow are to end, all of their jobs or one.

    The workflow is named by its file, its path or its name.
    """

    repository: str
    workflow: str
    job: str | None = None
    conclusion: Conclusion = "success"
    after_seconds: Seconds = 0
    steps: list[StepOrder] = Field(default_factory=list)
    times: int = Field(default=1, ge=1)


class TokenOrder(Order):
    """Ask for what a job of a run has as its `GITHUB_TOKEN`."""

    repository: str
    run_id: int


class BypassOrder(Order):
    """Whether admins may bypass the rules of an environment."""

    repository: str
    environment: str
    allowed: bool


@controls.order("workflows/outcome", OutcomeOrder)
def set_outcome(world: World, order: OutcomeOrder) -> dict[str, Any]:
    steps = tuple((one.name, one.conclusion) for one in order.steps)
    outcome = Outcome(order.conclusion, order.after_seconds, steps)
    scripts = repository_named(world, order.repository).actions.scripts
    scripts.append(Script(order.workflow, order.job, outcome, order.times))
    return {"waiting": len(scripts)}


@controls.plain("POST", "workflows/step")
def step(world: World) -> dict[str, Any]:
    """Let all runs go on as far as the clock lets them; answers with those still under way."""
    advance_everywhere(world)
    found = [
        {"repository": where.full_name, "run_id": run.id, "status": run.status.value}
        for where in world.repositories.values()
        for run in where.actions.under_way()
    ]
    return {"under_way": found}


@controls.order("workflows/token", TokenOrder)
def give_token(world: World, order: TokenOrder) -> dict[str, Any]:
    where = repository_named(world, order.repository)
    run: Run | None = where.actions.runs.get(order.run_id)
    if run is None:
        raise not_found()
    return {"token": job_token(world, where, run).token}


@controls.order("environments/bypass", BypassOrder)
def set_bypass(world: World, order: BypassOrder) -> dict[str, Any]:
    where = repository_named(world, order.repository)
    found = where.environments.get(order.environment.lower())
    if found is None:
        raise not_found()
    found.admins_bypass = order.allowed
    return {"allowed": order.allowed}

"""Deployments and what is reported about them, by people, by the App and by Actions."""

from collections.abc import Mapping
from typing import Any

from sandbox.acts.environments import environment_named, has_environments
from sandbox.acts.webhooks import announce
from sandbox.errors import ApiError
from sandbox.git.store import NoSuchObject
from sandbox.shapes import deployment as shapes
from sandbox.world.checks import StatusState
from sandbox.world.deployments import Deployment, DeploymentState, DeploymentStatus
from sandbox.world.issues import Actor
from sandbox.world.repositories import Repository
from sandbox.world.state import World

PRODUCTION = "production"
# A deployment that belongs to no workflow, as its webhook says it.
NO_RUN: Mapping[str, Any] = {"workflow": None, "workflow_run": None}


def deploy(
    world: World,
    where: Repository,
    actor: Actor,
    ref: str,
    environment: str,
    fields: Mapping[str, Any],
    run: Mapping[str, Any] = NO_RUN,
    *,
    sha: str = "",
) -> Deployment:
    """A new deployment; `fields` are those of `Deployment`, `run` is told beside it.

    Without a `sha` it is the one of the ref, 422 when there is none.
    """
    sha, now = sha or commit_named(where, ref), world.now()
    if has_environments(where):
        environment = environment_named(world, where, environment).name
    names = (environment, environment)
    made = Deployment(*world.mint("DE"), actor, sha, ref, *names, now, now, **fields)
    where.deployments[made.id] = made
    extra = {"deployment": shapes.deployment(world, where, made), **run}
    announce(world, "deployment", "created", actor, about=where, extra=extra)
    return made


def commit_named(where: Repository, ref: str) -> str:
    """The commit of a branch, tag or sha; 422 when there is none."""
    try:
        return where.git.resolve(ref)
    except NoSuchObject:
        raise ApiError(422, f"No ref found for: {ref}") from None


def report(
    world: World,
    where: Repository,
    one: Deployment,
    actor: Actor,
    state: DeploymentState,
    fields: Mapping[str, Any],
    *,
    auto_inactive: bool = True,
    run: Mapping[str, Any] | None = None,
) -> DeploymentStatus:
    """A new status; a success makes earlier successes of the environment inactive."""
    now = world.now()
    words = {"environment": one.environment} | dict(fields)
    made = DeploymentStatus(*world.mint("DES"), actor, state, now, **words)
    one.statuses.append(made)
    one.environment, one.updated_at = made.environment, now
    if state is DeploymentState.SUCCESS and auto_inactive:
        _retire_others(world, where, one, actor)
    if state is not DeploymentState.INACTIVE:
        extra = {
            "deployment": shapes.deployment(world, where, one),
            "deployment_status": shapes.status(world, where, one, made),
            **(run or {}),
        }
        announce(world, "deployment_status", "created", actor, about=where, extra=extra)
    return made


def _retire_others(world: World, where: Repository, one: Deployment, actor: Actor) -> None:
    """Not those that are transient or of production, as GitHub documents it."""
    for other in where.deployments.values():
        if (
            other is not one
            and other.environment.lower() == one.environment.lower()
            and other.state is DeploymentState.SUCCESS
            and not (other.transient or other.production)
        ):
            report(world, where, other, actor, DeploymentState.INACTIVE, {})


def delete(where: Repository, one: Deployment) -> None:
    """Take it away; 422 for an active one unless it is the only one."""
    if one.state is DeploymentState.SUCCESS and len(where.deployments) > 1:
        raise ApiError(
            422,
            "We cannot delete an active deployment unless it is the only deployment"
            " in a given environment.",
        )
    del where.deployments[one.id]


def check_contexts(where: Repository, ref: str, sha: str, required: list[str] | None) -> None:
    """409 unless the required checks of the commit, all that it has if None, have passed."""
    found = contexts(where, sha)
    wanted = list(found) if required is None else required
    failing = [name for name in wanted if not found.get(name)]
    if failing:
        error = {
            "resource": "Deployment",
            "field": "required_contexts",
            "code": "invalid",
            "value": failing,
        }
        raise ApiError(409, f"Conflict: Commit status checks failed for {ref}.", [error])


def contexts(where: Repository, sha: str) -> dict[str, bool]:
    """The checks and statuses of a commit by name, and whether they pass."""
    found = {
        one.name: one.conclusion is not None and one.conclusion.passes
        for one in where.checks.latest_runs(sha)
    }
    for one in where.checks.latest_statuses(sha):
        found[one.context] = one.state is StatusState.SUCCESS and found.get(one.context, True)
    return found

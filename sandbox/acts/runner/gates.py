"""The gate before an environment: what must let a job pass, and how it ends there."""

from datetime import datetime, timedelta
from typing import Any

from sandbox.acts import deployments
from sandbox.acts.environments import environment_named, has_environments, has_gates
from sandbox.acts.rules import is_protected
from sandbox.acts.runner.ending import finish
from sandbox.acts.runner.identity import actions_actor
from sandbox.acts.runner.patterns import fits
from sandbox.acts.runner.telling import Stage
from sandbox.acts.webhooks import announce
from sandbox.shapes.deployment import deployment as deployment_shape
from sandbox.shapes.repository import api_url
from sandbox.shapes.review import requested
from sandbox.world.environments import Environment
from sandbox.world.gates import Gate
from sandbox.world.repositories import Repository
from sandbox.world.runs import Job, Run, Status

CALLBACK = "deployment_protection_rule"


def come_to(stage: Stage, job: Job, name: str, at: datetime) -> bool:
    """Bring a job before an environment, which is made if need be; whether it passes at once."""
    where = stage.where
    if not has_environments(where):
        _deploy(stage, job, name)
        return True
    environment = environment_named(stage.world, where, name)
    gate = _gate(where, environment, at)
    if not is_allowed(where, environment, stage.run):
        why = f'"{stage.run.branch}" is not allowed to deploy to {environment.name}'
        return _fail(stage, job, f"{why} due to environment protection rules.", at)
    if gate.rules and not job.plan.deploys:
        why = "A custom protection rule cannot be asked about a job without a deployment."
        return _fail(stage, job, why, at)
    if job.plan.deploys:
        _deploy(stage, job, environment.name)
    job.gate = gate
    if gate.opens() == at:
        return True
    job.status = Status.WAITING
    stage.tell_job(job, "waiting")
    if gate.reviewers:
        asked = requested(stage.world, stage.where, stage.run, job, gate)
        stage.tell_review("requested", stage.run.attempt.actor, asked)
    if gate.rules:
        _ask(stage, job, environment)
    return False


def _gate(where: Repository, environment: Environment, at: datetime) -> Gate:
    """With the rules that the plan lets the environment have now."""
    paid = has_gates(where)
    return Gate(
        environment,
        at,
        reviewers=list(environment.reviewers) if paid else [],
        wait=timedelta(minutes=environment.wait_timer if paid else 0),
        rules=list(environment.custom_rules.values()) if paid else [],
        prevents_self_review=environment.prevent_self_review,
    )


def _fail(stage: Stage, job: Job, why: str, at: datetime) -> bool:
    """The job ends before anybody is asked."""
    job.note = why
    finish(stage, job, "failure", at)
    return False


def _deploy(stage: Stage, job: Job, name: str) -> None:
    fields = {"production": name == deployments.PRODUCTION}
    actor, ref = actions_actor(stage.world), stage.run.branch
    job.deployment = deployments.deploy(
        stage.world, stage.where, actor, ref, name, fields, stage.beside(), sha=stage.run.sha
    )


def _ask(stage: Stage, job: Job, environment: Environment) -> None:
    """Ask the Apps that are custom rules; it is theirs to find the run in the callback's URL."""
    url = f"{api_url(stage.world, stage.where)}/actions/runs/{stage.run.id}/{CALLBACK}"
    extra: dict[str, Any] = {
        "environment": environment.name,
        "event": stage.run.event,
        "deployment_callback_url": url,
        "pull_requests": [],
    }
    if job.deployment is not None:
        extra["deployment"] = deployment_shape(stage.world, stage.where, job.deployment)
    actor = stage.run.attempt.actor
    announce(stage.world, CALLBACK, "requested", actor, about=stage.where, extra=extra)


def is_allowed(where: Repository, environment: Environment, run: Run) -> bool:
    """Whether the branch policy lets this ref deploy."""
    policy = environment.branch_policy
    if policy is None:
        return True
    if policy["protected_branches"]:
        branches = where.git.refs("refs/heads/")
        protected = [ref for ref in branches if is_protected(where, ref)]
        # Without any protected branch every branch may deploy, GitHub says.
        return run.ref in protected or (not protected and run.ref in branches)
    _, kind, name = run.ref.split("/", 2)
    kinds = {"heads": ("branch", name), "tags": ("tag", name)}
    wanted, name = kinds.get(kind, ("branch", run.ref))  # a pull request's ref has its own pattern
    policies = environment.branch_policies.values()
    return any(one.type == wanted and fits(one.name, name) for one in policies)


def is_at_gate(job: Job, now: datetime) -> tuple[bool, datetime] | None:
    """Whether the job passes or fails and since when; None while it waits."""
    gate = job.gate
    assert gate is not None
    if gate.rejected_at is not None:
        return False, gate.rejected_at
    opens = gate.opens()
    if opens is not None and opens <= min(now, gate.expires):
        return True, opens
    if gate.expires <= now:
        job.note = "Nobody answered within 30 days."
        return False, gate.expires
    return None

"""Deployments and their statuses: `/repos/{owner}/{repo}/deployments`."""

from typing import Any

from sandbox.acts import deployments as acts
from sandbox.errors import invalid, malformed, not_found
from sandbox.rest.paging import paged
from sandbox.rest.repositories import REPOSITORY
from sandbox.rest.route import Answer, Call, Routes
from sandbox.shapes import deployment as shapes
from sandbox.world.deployments import Deployment, DeploymentState
from sandbox.world.people import Role

routes = Routes()
DEPLOYMENTS = REPOSITORY + "/deployments"
DEPLOYMENT = DEPLOYMENTS + "/{deployment_id}"
STATUSES = DEPLOYMENT + "/statuses"
READ, WRITE = "deployments:read", "deployments:write"
LONGEST_DESCRIPTION = 140


@routes("GET", DEPLOYMENTS, needs=READ)
def list_deployments(call: Call) -> Answer:
    """Newest first; `sha`, `ref`, `task` and `environment` choose."""
    wanted = {name: call.query.get(name) for name in ("sha", "ref", "task", "environment")}
    found = [
        one
        for one in reversed(call.repository.deployments.values())
        if all(text in (None, "", "none", getattr(one, name)) for name, text in wanted.items())
    ]
    return paged(call, [shapes.deployment(call.world, call.repository, one) for one in found])


@routes("POST", DEPLOYMENTS, needs=WRITE, role=Role.WRITE)
def create_deployment(call: Call) -> Answer:
    """A deployment of a ref whose checks have passed; nothing is merged into the ref."""
    body, where = call.body, call.repository
    ref = body.text("ref")
    sha = acts.commit_named(where, ref)
    acts.check_contexts(where, ref, sha, body.texts("required_contexts"))
    environment = body.optional_text("environment") or acts.PRODUCTION
    production = body.flag("production_environment")
    fields = {
        "task": body.optional_text("task") or "deploy",
        "payload": _payload(call),
        "description": body.optional_text("description"),
        "transient": bool(body.flag("transient_environment")),
        "production": environment == acts.PRODUCTION if production is None else production,
    }
    made = acts.deploy(call.world, where, call.actor, ref, environment, fields)
    return Answer(shapes.deployment(call.world, where, made), 201)


def _payload(call: Call) -> dict[str, Any] | str:
    """An object, or a text that is kept as it is."""
    given = call.body.fields.get("payload")
    if given is None:
        return {}
    if not isinstance(given, dict | str):
        raise malformed(f"For 'properties/payload', {given!r} is not an object or a string.")
    return given


@routes("GET", DEPLOYMENT, needs=READ)
def get_deployment(call: Call, deployment_id: int) -> Answer:
    return Answer(shapes.deployment(call.world, call.repository, _deployment(call, deployment_id)))


@routes("DELETE", DEPLOYMENT, needs=WRITE, role=Role.WRITE)
def delete_deployment(call: Call, deployment_id: int) -> Answer:
    acts.delete(call.repository, _deployment(call, deployment_id))
    return Answer(status=204)


@routes("GET", STATUSES, needs=READ)
def list_statuses(call: Call, deployment_id: int) -> Answer:
    """Newest first."""
    one = _deployment(call, deployment_id)
    where = call.repository
    return paged(call, [shapes.status(call.world, where, one, s) for s in reversed(one.statuses)])


@routes("POST", STATUSES, needs=WRITE, role=Role.WRITE)
def create_status(call: Call, deployment_id: int) -> Answer:
    one, body = _deployment(call, deployment_id), call.body
    state = body.text("state")
    if state not in set(DeploymentState):
        raise invalid("DeploymentStatus", "state", "inclusion")
    description = body.optional_text("description") or ""
    if len(description) > LONGEST_DESCRIPTION:
        sentence = "description is too long (maximum is 140 characters)"
        raise invalid("DeploymentStatus", "description", "custom", sentence)
    fields = {
        "description": description,
        "target_url": body.optional_text("log_url") or body.optional_text("target_url") or "",
        "environment_url": body.optional_text("environment_url") or "",
        "environment": body.optional_text("environment") or one.environment,
    }
    made = acts.report(
        call.world,
        call.repository,
        one,
        call.actor,
        DeploymentState(state),
        fields,
        auto_inactive=body.flag("auto_inactive") is not False,
    )
    return Answer(shapes.status(call.world, call.repository, one, made), 201)


@routes("GET", STATUSES + "/{status_id}", needs=READ)
def get_status(call: Call, deployment_id: int, status_id: int) -> Answer:
    one = _deployment(call, deployment_id)
    for found in one.statuses:
        if found.id == status_id:
            return Answer(shapes.status(call.world, call.repository, one, found))
    raise not_found()


def _deployment(call: Call, deployment_id: int) -> Deployment:
    found = call.repository.deployments.get(deployment_id)
    if found is None:
        raise not_found()
    return found

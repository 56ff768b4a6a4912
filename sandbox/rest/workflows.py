"""Workflows and what starts them by hand: `/actions/workflows`, `/dispatches`."""

from collections.abc import Mapping
from math import isfinite
from typing import Any

from flask import json

from sandbox.acts.runner.files import workflows
from sandbox.acts.runner.triggers import dispatched, repository_dispatched, trigger_of
from sandbox.acts.webhooks import announce
from sandbox.errors import ApiError, malformed, not_found
from sandbox.git.store import NoSuchObject
from sandbox.rest.paging import page_of
from sandbox.rest.repositories import REPOSITORY
from sandbox.rest.route import Answer, Call, Routes
from sandbox.rest.versions import OLD
from sandbox.shapes import workflow as shapes
from sandbox.shapes.repository import api_url
from sandbox.world.people import Role
from sandbox.world.runs import Run
from sandbox.world.workflows import Input, Workflow, WorkflowState

routes = Routes()
WORKFLOWS = REPOSITORY + "/actions/workflows"
WORKFLOW = WORKFLOWS + "/{workflow_id}"
READ, WRITE = "actions:read", "actions:write"
MOST_INPUTS = 25
MOST_KEYS = 10
LARGEST_PAYLOAD = 64 * 1024
LONGEST_EVENT = 100


@routes("GET", WORKFLOWS, needs=READ)
def list_workflows(call: Call) -> Answer:
    found = workflows(call.world, call.repository)
    chosen, headers = page_of(call, found)
    shown = [shapes.workflow(call.world, call.repository, one) for one in chosen]
    return Answer({"total_count": len(found), "workflows": shown}, headers=headers)


@routes("GET", WORKFLOW, needs=READ)
def get_workflow(call: Call, workflow_id: str) -> Answer:
    return Answer(shapes.workflow(call.world, call.repository, find_workflow(call, workflow_id)))


@routes("PUT", WORKFLOW + "/disable", needs=WRITE, role=Role.WRITE)
def disable_workflow(call: Call, workflow_id: str) -> Answer:
    find_workflow(call, workflow_id).state = WorkflowState.DISABLED
    return Answer(status=204)


@routes("PUT", WORKFLOW + "/enable", needs=WRITE, role=Role.WRITE)
def enable_workflow(call: Call, workflow_id: str) -> Answer:
    find_workflow(call, workflow_id).state = WorkflowState.ACTIVE
    return Answer(status=204)


@routes("POST", WORKFLOW + "/dispatches", needs=WRITE, role=Role.WRITE)
def dispatch_workflow(call: Call, workflow_id: str) -> Answer:
    """Start it at a ref; the file must be on the default branch and at the ref."""
    where, world, body = call.repository, call.world, call.body
    workflow, ref = find_workflow(call, workflow_id), body.text("ref")
    full, sha = _named(call, ref)
    found = trigger_of(where, workflow, sha)
    if found is None:
        raise ApiError(422, "Workflow does not have 'workflow_dispatch' trigger")
    if workflow.state is WorkflowState.DISABLED:
        raise ApiError(422, "Cannot trigger a 'workflow_dispatch' on a disabled workflow")
    inputs = _checked(found[1].inputs, body.mapping("inputs") or {})
    extra = {"inputs": inputs or None, "ref": full, "workflow": workflow.path}
    announce(world, "workflow_dispatch", None, call.actor, about=where, extra=extra)
    run = dispatched(world, where, call.actor, found[0], full, sha, inputs)
    # From the newer version on every dispatch answers with its run.
    if call.version != OLD or body.flag("return_run_details"):
        return Answer(_details(call, run))
    return Answer(status=204)


def _named(call: Call, ref: str) -> tuple[str, str]:
    """The full name of a branch or tag, and its commit; 422 for anything else."""
    git = call.repository.git
    for full in (ref, f"refs/heads/{ref}", f"refs/tags/{ref}"):
        if full.startswith("refs/"):
            try:
                return full, git.resolve(full)
            except (NoSuchObject, ValueError):
                continue
    raise ApiError(422, f"No ref found for: {ref}")


def _checked(known: tuple[Input, ...], given: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs with their defaults; 422 for what the workflow does not take."""
    if len(given) > MOST_INPUTS:
        raise malformed(f"No more than {MOST_INPUTS} properties are allowed.")
    strange = [name for name in given if name not in {one.name for one in known}]
    if strange:
        raise ApiError(422, f"Unexpected inputs provided: {json.dumps(strange)}")
    for one in known:
        if one.required and not one.default and given.get(one.name) in (None, ""):
            raise ApiError(422, f"Required input '{one.name}' not provided")
    return {one.name: _value(one, given) for one in known if one.name in given or one.default}


def _value(one: Input, given: Mapping[str, Any]) -> Any:
    value = given.get(one.name, one.default)
    if one.type == "choice" and value not in one.options:
        sentence = f"Provided value '{value}' for input '{one.name}' not in the list of allowed"
        raise ApiError(422, f"{sentence} values")
    if one.type == "number" and not _is_number(value):
        raise ApiError(422, f"Provided value '{value}' for input '{one.name}' is not a number")
    return value


def _is_number(value: Any) -> bool:
    """As itself or as text; GitHub's own words for what is none are unconfirmed."""
    if isinstance(value, bool):
        return False
    try:
        return isfinite(float(value))
    except (TypeError, ValueError):
        return False


def _details(call: Call, run: Run) -> dict[str, Any]:
    return {
        "workflow_run_id": run.id,
        "run_url": f"{api_url(call.world, call.repository)}/actions/runs/{run.id}",
        "html_url": f"{call.world.url}/{call.repository.full_name}/actions/runs/{run.id}",
    }


@routes("POST", REPOSITORY + "/dispatches", needs="contents:write", role=Role.WRITE)
def dispatch_repository(call: Call) -> Answer:
    """An event of the caller's own kind."""
    where, body = call.repository, call.body
    kind, payload = body.text("event_type"), body.mapping("client_payload") or {}
    if not kind or len(kind) > LONGEST_EVENT:
        raise malformed(f'"event_type" must have 1 to {LONGEST_EVENT} characters.')
    if len(payload) > MOST_KEYS:
        raise malformed(f"No more than {MOST_KEYS} properties are allowed in client_payload.")
    if len(json.dumps(payload)) >= LARGEST_PAYLOAD:
        raise malformed("client_payload is too large.")
    extra = {"branch": where.default_branch, "client_payload": payload}
    announce(call.world, "repository_dispatch", kind, call.actor, about=where, extra=extra)
    repository_dispatched(call.world, where, call.actor, kind, payload)
    return Answer(status=204)


def find_workflow(call: Call, workflow_id: str) -> Workflow:
    """By its number or the name of its file."""
    for one in workflows(call.world, call.repository):
        if workflow_id in {str(one.id), one.path.rpartition("/")[2]}:
            return one
    raise not_found()

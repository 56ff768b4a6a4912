"""What waits before environments, and who answers: pending deployments and custom rules."""

from sandbox.acts.runner.reviews import answer, may_bypass, may_review, review
from sandbox.errors import ApiError, malformed
from sandbox.rest.caller import InstallationCaller, UserCaller
from sandbox.rest.route import Answer, Call, Routes, Who
from sandbox.rest.runs import RUN, find_run
from sandbox.rest.workflows import READ
from sandbox.shapes import review as shapes
from sandbox.shapes.deployment import deployment
from sandbox.world.gates import Gate
from sandbox.world.people import Role
from sandbox.world.runs import Run

routes = Routes()
WRITE = "deployments:write"
PENDING = RUN + "/pending_deployments"
CALLBACK = RUN + "/deployment_protection_rule"
STATES = {"approved", "rejected"}


@routes("GET", RUN + "/approvals", needs=READ)
def list_approvals(call: Call, run_id: int) -> Answer:
    """Every answer that was given, the newest first."""
    found = find_run(call, run_id).reviews[::-1]
    return Answer([shapes.review(call.world, call.repository, one) for one in found])


@routes("GET", PENDING, needs=READ)
def list_pending(call: Call, run_id: int) -> Answer:
    """One entry for each environment, though several jobs may wait for it."""
    run, found = find_run(call, run_id), dict[int, Gate]()
    for _, gate in run.gates():
        found.setdefault(gate.environment.id, gate)
    shown = [
        shapes.pending(call.world, call.repository, gate, may_approve=_may_approve(call, run, gate))
        for gate in found.values()
    ]
    return Answer(shown)


def _may_approve(call: Call, run: Run, gate: Gate) -> bool:
    if not isinstance(call.caller, UserCaller):
        return False
    who, where = call.caller.account, call.repository
    return may_review(where, run, gate, who) or may_bypass(where, gate, who)


@routes("POST", PENDING, needs=WRITE, role=Role.READ)
def review_pending(call: Call, run_id: int) -> Answer:
    """For people. GitHub's list of permissions takes Apps in, its description does not.

    Which is true is unconfirmed; no App is a reviewer, so that here none may.
    """
    run, body = find_run(call, run_id), call.body
    ids, comment = body.items("environment_ids"), body.optional_text("comment")
    if ids is None or comment is None:
        raise malformed('"environment_ids" or "comment" wasn\'t supplied.')
    who, where = call.actor.account, call.repository
    jobs = review(call.world, where, run, who, ids, _state(call), comment)
    made = [job.deployment for job in jobs if job.deployment is not None]
    return Answer([deployment(call.world, where, one) for one in made])


@routes("POST", CALLBACK, needs=WRITE, who=Who.INSTALLATION)
def answer_rule(call: Call, run_id: int) -> Answer:
    """An App's word about its own rule: an answer with a state, a report without one."""
    assert isinstance(call.caller, InstallationCaller)
    app, body = call.caller.token.installation.app, call.body
    state = _state(call) if "state" in body else None
    comment = body.optional_text("comment") or ""
    name = body.text("environment_name")
    run = find_run(call, run_id)
    answer(call.world, call.repository, run, app, name, state, comment)
    return Answer(status=204)


def _state(call: Call) -> str:
    state = call.body.text("state")
    if state not in STATES:
        raise ApiError(422, f"{state!r} is not included in the list of states")
    return state

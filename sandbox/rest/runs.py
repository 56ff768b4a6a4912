"""Runs of workflows: `/repos/{owner}/{repo}/actions/runs`."""

from collections.abc import Iterable

from sandbox.acts.runner import again
from sandbox.errors import not_found
from sandbox.rest.paging import page_of
from sandbox.rest.repositories import REPOSITORY
from sandbox.rest.route import Answer, Call, Routes
from sandbox.rest.workflows import READ, WORKFLOW, WRITE, find_workflow
from sandbox.shapes import workflow as shapes
from sandbox.world.people import Role
from sandbox.world.runs import Attempt, Run

routes = Routes()
RUNS = REPOSITORY + "/actions/runs"
RUN = RUNS + "/{run_id}"
ATTEMPT = RUN + "/attempts/{attempt_number}"


@routes("GET", RUNS, needs=READ)
def list_runs(call: Call) -> Answer:
    return _listed(call, call.repository.actions.runs.values())


@routes("GET", WORKFLOW + "/runs", needs=READ)
def list_runs_of_workflow(call: Call, workflow_id: str) -> Answer:
    workflow = find_workflow(call, workflow_id)
    runs = call.repository.actions.runs.values()
    return _listed(call, [one for one in runs if one.workflow is workflow])


def _listed(call: Call, runs: Iterable[Run]) -> Answer:
    """Newest first, those that the query chooses."""
    found = [one for one in runs if _is_wanted(call, one)][::-1]
    chosen, headers = page_of(call, found)
    shown = [shapes.run(call.world, call.repository, one) for one in chosen]
    return Answer({"total_count": len(found), "workflow_runs": shown}, headers=headers)


def _is_wanted(call: Call, one: Run) -> bool:
    """`created` is a day or moment, or one with `>=` or the like, or two with `..` between."""
    query = call.query
    held = {
        "actor": one.actor.account.rest_login,
        "branch": one.branch,
        "event": one.event,
        "head_sha": one.sha,
        "check_suite_id": str(one.suite[0]),
    }
    if any(query.get(name) not in (None, "", value) for name, value in held.items()):
        return False
    if query.get("status") not in (None, "", one.status.value, one.conclusion):
        return False
    return _is_within(query.get("created", ""), one.created_at.isoformat())


def _is_within(asked: str, created: str) -> bool:
    first, dots, last = asked.partition("..")
    if dots:
        return _from(first, created) and (last in ("", "*") or created[: len(last)] <= last)
    day = asked.lstrip("<>=")
    text = created[: len(day.removesuffix("Z"))]
    day = day.removesuffix("Z")
    match asked[: len(asked) - len(asked.lstrip("<>="))]:
        case ">=":
            return text >= day
        case ">":
            return text > day
        case "<=":
            return text <= day
        case "<":
            return text < day
        case _:
            return text == day


def _from(first: str, created: str) -> bool:
    return first in ("", "*") or created >= first


@routes("GET", RUN, needs=READ)
def get_run(call: Call, run_id: int) -> Answer:
    return Answer(shapes.run(call.world, call.repository, find_run(call, run_id)))


@routes("GET", ATTEMPT, needs=READ)
def get_attempt(call: Call, run_id: int, attempt_number: int) -> Answer:
    run = find_run(call, run_id)
    found = find_attempt(run, attempt_number)
    return Answer(shapes.run(call.world, call.repository, run, found))


@routes("POST", RUN + "/cancel", needs=WRITE, role=Role.WRITE)
def cancel_run(call: Call, run_id: int) -> Answer:
    again.cancel(call.world, call.repository, find_run(call, run_id))
    return Answer({}, 202)


@routes("POST", RUN + "/rerun", needs=WRITE, role=Role.WRITE)
def rerun(call: Call, run_id: int) -> Answer:
    again.rerun(call.world, call.repository, find_run(call, run_id), call.actor)
    return Answer({}, 201)


@routes("POST", RUN + "/rerun-failed-jobs", needs=WRITE, role=Role.WRITE)
def rerun_failed(call: Call, run_id: int) -> Answer:
    again.rerun_failed(call.world, call.repository, find_run(call, run_id), call.actor)
    return Answer({}, 201)


def find_run(call: Call, run_id: int) -> Run:
    found = call.repository.actions.runs.get(run_id)
    if found is None:
        raise not_found()
    return found


def find_attempt(run: Run, number: int) -> Attempt:
    for one in run.attempts:
        if one.number == number:
            return one
    raise not_found()

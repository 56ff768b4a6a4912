"""Deployment environments: `/repos/{owner}/{repo}/environments`."""

from sandbox.errors import ApiError, not_found
from sandbox.rest.paging import page_of
from sandbox.rest.repositories import REPOSITORY
from sandbox.rest.route import Answer, Call, Routes
from sandbox.shapes.repository import environment as shape
from sandbox.world.people import Plan, Role
from sandbox.world.repositories import Environment

routes = Routes()
ENVIRONMENTS = REPOSITORY + "/environments"
ENVIRONMENT = ENVIRONMENTS + "/{environment_name}"
LONGEST_WAIT = 43_200
MOST_REVIEWERS = 6


@routes("GET", ENVIRONMENTS, needs="actions:read")
def list_environments(call: Call) -> Answer:
    found = list(call.repository.environments.values())
    chosen, headers = page_of(call, found)
    shown = [shape(call.world, call.repository, one) for one in chosen]
    return Answer({"total_count": len(found), "environments": shown}, headers=headers)


@routes("GET", ENVIRONMENT, needs="actions:read")
def get_environment(call: Call, environment_name: str) -> Answer:
    return Answer(shape(call.world, call.repository, _environment(call, environment_name)))


@routes("PUT", ENVIRONMENT, needs="administration:write", role=Role.ADMIN)
def put_environment(call: Call, environment_name: str) -> Answer:
    """Create or replace; protection needs a plan that has it for private repositories."""
    where, body, world = call.repository, call.body, call.world
    _check_plan(call)
    wait, reviewers = body.number("wait_timer") or 0, body.items("reviewers") or []
    if not 0 <= wait <= LONGEST_WAIT or len(reviewers) > MOST_REVIEWERS:
        raise ApiError(422, "Validation Failed", ["wait_timer or reviewers out of bounds"])
    known = where.environments.get(environment_name.lower())
    if known is None:
        number, node = world.mint("EN")
        known = Environment(number, node, environment_name, world.now(), world.now())
        where.environments[environment_name.lower()] = known
    known.wait_timer, known.reviewers = wait, list(reviewers)
    known.prevent_self_review = bool(body.flag("prevent_self_review"))
    known.branch_policy = body.mapping("deployment_branch_policy")
    known.updated_at = world.now()
    return Answer(shape(world, where, known))


def _check_plan(call: Call) -> None:
    """What GitHub answers for lacking plans is unconfirmed; the 422 was seen by users."""
    where, body = call.repository, call.body
    if not where.private:
        return
    if where.owner.plan is Plan.FREE:
        raise ApiError(
            403, "Upgrade to GitHub Pro or make this repository public to enable this feature."
        )
    if where.owner.plan is Plan.TEAM and (body.items("reviewers") or body.number("wait_timer")):
        rule = "required reviewers" if body.items("reviewers") else "wait timer"
        raise ApiError(
            422,
            "Failed to create the environment protection rule. Please ensure the billing plan"
            f" supports the {rule} protection rule.",
        )


@routes("DELETE", ENVIRONMENT, needs="administration:write", role=Role.ADMIN)
def delete_environment(call: Call, environment_name: str) -> Answer:
    _environment(call, environment_name)
    del call.repository.environments[environment_name.lower()]
    return Answer(status=204)


def _environment(call: Call, name: str) -> Environment:
    found = call.repository.environments.get(name.lower())
    if found is None:
        raise not_found()
    return found

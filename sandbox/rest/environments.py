"""Deployment environments: `/repos/{owner}/{repo}/environments`."""

from typing import Any

from sandbox.acts.environments import environment_named
from sandbox.errors import ApiError, not_found
from sandbox.rest.paging import page_of
from sandbox.rest.repositories import REPOSITORY
from sandbox.rest.route import Answer, Call, Routes
from sandbox.shapes.environment import environment as shape
from sandbox.world.environments import Environment, Reviewer
from sandbox.world.people import Account, AccountType, Plan, Role, Team
from sandbox.world.roles import role_in, team_role

routes = Routes()
ENVIRONMENTS = REPOSITORY + "/environments"
ENVIRONMENT = ENVIRONMENTS + "/{environment_name}"
LONGEST_WAIT = 43_200
MOST_REVIEWERS = 6
READ = "actions:read"
ADMINISTER = "administration:write"


@routes("GET", ENVIRONMENTS, needs=READ)
def list_environments(call: Call) -> Answer:
    found = list(call.repository.environments.values())
    chosen, headers = page_of(call, found)
    shown = [shape(call.world, call.repository, one) for one in chosen]
    return Answer({"total_count": len(found), "environments": shown}, headers=headers)


@routes("GET", ENVIRONMENT, needs=READ)
def get_environment(call: Call, environment_name: str) -> Answer:
    return Answer(shape(call.world, call.repository, find_environment(call, environment_name)))


@routes("PUT", ENVIRONMENT, needs=ADMINISTER, role=Role.ADMIN)
def put_environment(call: Call, environment_name: str) -> Answer:
    """Create or replace; protection needs a plan that has it for private repositories."""
    body, world = call.body, call.world
    _check_plan(call)
    wait, policy = body.number("wait_timer") or 0, _policy(call)
    if not 0 <= wait <= LONGEST_WAIT:
        raise ApiError(422, "Validation Failed", ["wait_timer is out of bounds"])
    reviewers, alone = _reviewers(call), bool(body.flag("prevent_self_review"))
    if alone and not reviewers:
        raise _no_rule(
            "Required reviewers must have at least one reviewer to set prevent_self_review."
        )
    one = environment_named(world, call.repository, environment_name)
    one.wait_timer, one.reviewers, one.prevent_self_review = wait, reviewers, alone
    one.branch_policy = policy
    if policy is None or not policy["custom_branch_policies"]:
        one.branch_policies.clear()
    one.updated_at = world.now()
    return Answer(shape(world, call.repository, one))


def _policy(call: Call) -> dict[str, bool] | None:
    """Protected branches or custom policies; 422 when it is both or neither."""
    given = call.body.mapping("deployment_branch_policy")
    if given is None:
        return None
    names = ("protected_branches", "custom_branch_policies")
    policy = {name: given.get(name) is True for name in names}
    if policy[names[0]] is policy[names[1]]:
        sentence = f"{names[0]} and {names[1]} cannot have the same value"
        raise ApiError(422, "Validation Failed", [sentence])
    return policy


def _reviewers(call: Call) -> list[Reviewer]:
    """People and teams that can read; what GitHub answers to others is unconfirmed."""
    items = call.body.objects("reviewers") or []
    if len(items) > MOST_REVIEWERS:
        raise _no_rule("An environment can have at most 6 reviewers.")
    found = [_reviewer(call, item) for item in items]
    return list(dict.fromkeys(found))


def _reviewer(call: Call, item: dict[str, Any]) -> Reviewer:
    where = call.repository
    known: dict[str, list[Account] | list[Team]] = {
        "User": [
            one
            for one in call.world.accounts.values()
            if one.type is AccountType.USER and role_in(where, one) >= Role.READ
        ],
        "Team": [one for one in where.owner.teams.values() if team_role(where, one) >= Role.READ],
    }
    for one in known.get(str(item.get("type")), []):
        if one.id == item.get("id"):
            return one
    raise _no_rule(f"{item.get('type')} {item.get('id')} cannot review here.")


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


def _no_rule(sentence: str) -> ApiError:
    start = "Failed to create or update the environment protection rule."
    return ApiError(422, f"{start} {sentence}")


@routes("DELETE", ENVIRONMENT, needs=ADMINISTER, role=Role.ADMIN)
def delete_environment(call: Call, environment_name: str) -> Answer:
    find_environment(call, environment_name)
    del call.repository.environments[environment_name.lower()]
    return Answer(status=204)


def find_environment(call: Call, name: str) -> Environment:
    found = call.repository.environments.get(name.lower())
    if found is None:
        raise not_found()
    return found

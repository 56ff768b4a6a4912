"""Rulesets and the rules in force: `/repos/{owner}/{repo}/rulesets`, `/rules/branches`."""

from sandbox.acts import rulesets as acts
from sandbox.acts.rules import rulesets_for
from sandbox.errors import not_found
from sandbox.rest.paging import paged
from sandbox.rest.repositories import REPOSITORY
from sandbox.rest.route import Answer, Call, Routes
from sandbox.shapes.repository import ruleset as shape
from sandbox.world.people import Role
from sandbox.world.rulesets import Ruleset

routes = Routes()
RULESETS = REPOSITORY + "/rulesets"
RULESET = RULESETS + "/{ruleset_id}"
DETAILS = {"rules", "conditions", "bypass_actors"}


@routes("GET", RULESETS, needs="metadata:read")
def list_rulesets(call: Call) -> Answer:
    """The list leaves out what only one ruleset by itself shows."""
    where = call.repository
    acts.check_plan(where)
    found = [shape(call.world, where, one) for one in where.rulesets.values()]
    brief = [{key: one[key] for key in one if key not in DETAILS} for one in found]
    return paged(call, brief)


@routes("POST", RULESETS, needs="administration:write", role=Role.ADMIN)
def create_ruleset(call: Call) -> Answer:
    made = acts.add_ruleset(call.world, call.repository, call.body.fields)
    return Answer(shape(call.world, call.repository, made), 201)


@routes("GET", RULESET, needs="metadata:read")
def get_ruleset(call: Call, ruleset_id: int) -> Answer:
    return Answer(shape(call.world, call.repository, _ruleset(call, ruleset_id)))


@routes("PUT", RULESET, needs="administration:write", role=Role.ADMIN)
def update_ruleset(call: Call, ruleset_id: int) -> Answer:
    found = _ruleset(call, ruleset_id)
    acts.change_ruleset(call.world, call.repository, found, call.body.fields)
    return Answer(shape(call.world, call.repository, found))


@routes("DELETE", RULESET, needs="administration:write", role=Role.ADMIN)
def delete_ruleset(call: Call, ruleset_id: int) -> Answer:
    del call.repository.rulesets[_ruleset(call, ruleset_id).id]
    return Answer(status=204)


@routes("GET", REPOSITORY + "/rules/branches/{branch}", needs="metadata:read")
def list_branch_rules(call: Call, branch: str) -> Answer:
    """Every active rule for the branch, which need not exist."""
    where = call.repository
    acts.check_plan(where)
    found = [
        rule
        | {
            "ruleset_source_type": "Repository",
            "ruleset_source": where.full_name,
            "ruleset_id": one.id,
        }
        for one in rulesets_for(where, f"refs/heads/{branch}")
        for rule in one.rules
    ]
    return paged(call, found)


def _ruleset(call: Call, ruleset_id: int) -> Ruleset:
    acts.check_plan(call.repository)
    found = call.repository.rulesets.get(ruleset_id)
    if found is None:
        raise not_found()
    return found

"""Rulesets and the rules in force: `/repos/{owner}/{repo}/rulesets`, `/rules/branches`."""

from sandbox.acts import rulesets as acts
from sandbox.acts.reach import rulesets_above, rulesets_for
from sandbox.errors import not_found
from sandbox.rest.paging import paged
from sandbox.rest.repositories import REPOSITORY
from sandbox.rest.route import Answer, Call, Routes
from sandbox.shapes import rulesets as shapes
from sandbox.world.people import Role
from sandbox.world.repositories import RulesetHolder
from sandbox.world.rulesets import Ruleset

routes = Routes()
RULESETS = REPOSITORY + "/rulesets"
RULESET = RULESETS + "/{ruleset_id}"


@routes("GET", RULESETS, needs="metadata:read")
def list_rulesets(call: Call) -> Answer:
    """Its own, and unless the caller wants none of them the organisation's that name it."""
    acts.check_plan(call.repository)
    found = [*call.repository.rulesets.values(), *_above(call)]
    return paged(
        call,
        [
            shapes.listed(call.world, _holder(call, one), one)
            for one in found
            if is_targeted(call, one)
        ],
    )


def is_targeted(call: Call, one: Ruleset) -> bool:
    """Whether a list of targets, if the caller sent one, has that of the ruleset."""
    targets = call.query.get("targets")
    return not targets or one.target in targets.split(",")


@routes("POST", RULESETS, needs="administration:write", role=Role.ADMIN)
def create_ruleset(call: Call) -> Answer:
    made = acts.add_ruleset(call.world, call.repository, call.body.fields)
    return Answer(shapes.ruleset(call.world, call.repository, made), 201)


@routes("GET", RULESET, needs="metadata:read")
def get_ruleset(call: Call, ruleset_id: int) -> Answer:
    acts.check_plan(call.repository)
    above = {one.id: one for one in _above(call)}
    found = (call.repository.rulesets | above).get(ruleset_id)
    if found is None:
        raise not_found()
    return Answer(shapes.ruleset(call.world, _holder(call, found), found))


@routes("PUT", RULESET, needs="administration:write", role=Role.ADMIN)
def update_ruleset(call: Call, ruleset_id: int) -> Answer:
    found = _ruleset(call, ruleset_id)
    acts.change_ruleset(call.world, call.repository, found, call.body.fields)
    return Answer(shapes.ruleset(call.world, call.repository, found))


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
        shapes.in_force(_holder(call, one), one, rule)
        for one in rulesets_for(where, f"refs/heads/{branch}")
        for rule in one.rules
    ]
    return paged(call, found)


def _above(call: Call) -> list[Ruleset]:
    """The organisation's rulesets, unless the caller leaves them out."""
    wanted = call.query.get("includes_parents", "true") != "false"
    return rulesets_above(call.repository) if wanted else []


def _holder(call: Call, one: Ruleset) -> RulesetHolder:
    where = call.repository
    return where if one.id in where.rulesets else where.owner


def _ruleset(call: Call, ruleset_id: int) -> Ruleset:
    """One of its own: what is above the repository is not changed from it."""
    acts.check_plan(call.repository)
    found = call.repository.rulesets.get(ruleset_id)
    if found is None:
        raise not_found()
    return found

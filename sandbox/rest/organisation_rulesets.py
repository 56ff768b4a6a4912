"""Rulesets for many repositories at once: `/orgs/{org}/rulesets`."""

from sandbox.acts import rulesets as acts
from sandbox.errors import not_found
from sandbox.rest.paging import paged
from sandbox.rest.route import Answer, Call, Routes
from sandbox.rest.rulesets import is_targeted
from sandbox.shapes import rulesets as shapes
from sandbox.world.people import OrganisationRole
from sandbox.world.rulesets import Ruleset

routes = Routes()
RULESETS = "/orgs/{org}/rulesets"
RULESET = RULESETS + "/{ruleset_id}"
# GitHub asks for it to read as well.
PERMISSION = "organization_administration:write"
ADMIN = OrganisationRole.ADMIN


@routes("GET", RULESETS, needs=PERMISSION, member=ADMIN)
def list_rulesets(call: Call) -> Answer:
    owner = call.organisation
    acts.check_plan(owner)
    found = [one for one in owner.rulesets.values() if is_targeted(call, one)]
    return paged(call, [shapes.listed(call.world, owner, one) for one in found])


@routes("POST", RULESETS, needs=PERMISSION, member=ADMIN)
def create_ruleset(call: Call) -> Answer:
    made = acts.add_ruleset(call.world, call.organisation, call.body.fields)
    return Answer(shapes.ruleset(call.world, call.organisation, made), 201)


@routes("GET", RULESET, needs=PERMISSION, member=ADMIN)
def get_ruleset(call: Call, ruleset_id: int) -> Answer:
    found = _ruleset(call, ruleset_id)
    return Answer(shapes.ruleset(call.world, call.organisation, found))


@routes("PUT", RULESET, needs=PERMISSION, member=ADMIN)
def update_ruleset(call: Call, ruleset_id: int) -> Answer:
    found = _ruleset(call, ruleset_id)
    acts.change_ruleset(call.world, call.organisation, found, call.body.fields)
    return Answer(shapes.ruleset(call.world, call.organisation, found))


@routes("DELETE", RULESET, needs=PERMISSION, member=ADMIN)
def delete_ruleset(call: Call, ruleset_id: int) -> Answer:
    del call.organisation.rulesets[_ruleset(call, ruleset_id).id]
    return Answer(status=204)


def _ruleset(call: Call, ruleset_id: int) -> Ruleset:
    acts.check_plan(call.organisation)
    found = call.organisation.rulesets.get(ruleset_id)
    if found is None:
        raise not_found()
    return found

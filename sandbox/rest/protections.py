"""Classic protection: `/repos/{owner}/{repo}/branches/{branch}/protection`."""

from sandbox.acts import protections as acts
from sandbox.rest.protection_body import read_protection
from sandbox.rest.repositories import ADMINISTRATION, REPOSITORY
from sandbox.rest.route import Answer, Call, Routes
from sandbox.shapes.protection import protection as shape
from sandbox.world.people import Role

routes = Routes()
PROTECTION = REPOSITORY + "/branches/{branch}/protection"


@routes("GET", PROTECTION, needs="administration:read", role=Role.ADMIN)
def get_protection(call: Call, branch: str) -> Answer:
    """For admins alone: that people who may write are refused is unconfirmed."""
    found = acts.protection_of(call.repository, branch)
    return Answer(shape(call.world, call.repository, branch, found))


@routes("PUT", PROTECTION, needs=ADMINISTRATION, role=Role.ADMIN)
def set_protection(call: Call, branch: str) -> Answer:
    """What was set before is gone, the lists of people and teams included."""
    where = call.repository
    acts.branch_of(where, branch)
    wanted = read_protection(call.world, where, call.body)
    acts.protect(where, branch, wanted)
    return Answer(shape(call.world, where, branch, wanted))


@routes("DELETE", PROTECTION, needs=ADMINISTRATION, role=Role.ADMIN)
def delete_protection(call: Call, branch: str) -> Answer:
    acts.unprotect(call.repository, branch)
    return Answer(status=204)

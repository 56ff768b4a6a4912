"""Who may do what in a repository: `/repos/{owner}/{repo}/collaborators`."""

from sandbox.acts import repositories as acts
from sandbox.errors import malformed, not_found
from sandbox.rest.paging import paged
from sandbox.rest.repositories import REPOSITORY
from sandbox.rest.route import Answer, Call, Routes
from sandbox.shapes import people as shapes
from sandbox.world.calls import Kind
from sandbox.world.people import Account, Organisation, Role
from sandbox.world.roles import role_in

routes = Routes()
COLLABORATOR = REPOSITORY + "/collaborators/{username}"
# The older `permission` knows four words: triage reads, maintain writes.
OLD_WORDS = {Role.TRIAGE: "read", Role.MAINTAIN: "write"}


@routes("GET", REPOSITORY + "/collaborators", needs="metadata:read", role=Role.WRITE)
def list_collaborators(call: Call) -> Answer:
    where, found = call.repository, []
    for who in call.world.accounts.values():
        role = Role.NONE if isinstance(who, Organisation) else role_in(where, who)
        if role > Role.NONE and (who.login.lower() in where.owner.members or where.private):
            shape = shapes.account(call.world, who)
            found.append(
                shape | {"permissions": shapes.permissions(role), "role_name": role.role_name}
            )
    return paged(call, found)


@routes("GET", COLLABORATOR, needs="metadata:read")
def check_collaborator(call: Call, username: str) -> Answer:
    if role_in(call.repository, _account(call, username)) is Role.NONE:
        raise not_found()
    return Answer(status=204)


@routes("PUT", COLLABORATOR, needs="administration:write", role=Role.ADMIN, kind=Kind.CONTENT)
def add_collaborator(call: Call, username: str) -> Answer:
    word = call.body.optional_text("permission") or "push"
    try:
        role = Role.parse(word)
    except ValueError:
        raise malformed(f"For 'properties/permission', {word!r} is not a permission.") from None
    who = _account(call, username)
    acts.add_collaborator(call.world, call.repository, who, role, call.actor)
    return Answer(status=204)


@routes("DELETE", COLLABORATOR, needs="administration:write", role=Role.ADMIN)
def remove_collaborator(call: Call, username: str) -> Answer:
    acts.remove_collaborator(call.world, call.repository, _account(call, username), call.actor)
    return Answer(status=204)


@routes("GET", COLLABORATOR + "/permission", needs="metadata:read")
def get_permission(call: Call, username: str) -> Answer:
    who = _account(call, username)
    role = role_in(call.repository, who)
    shape = shapes.account(call.world, who)
    user = shape | {"permissions": shapes.permissions(role), "role_name": role.role_name}
    word = OLD_WORDS.get(role, role.role_name)
    return Answer({"permission": word, "role_name": role.role_name, "user": user})


def _account(call: Call, username: str) -> Account:
    found = call.world.account(username)
    if found is None or isinstance(found, Organisation):
        raise not_found()
    return found

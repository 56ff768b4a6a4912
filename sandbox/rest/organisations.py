"""Organisations, users, rate limit and meta: who and what there is to ask for."""

from sandbox.acts.people import leave_organisation
from sandbox.errors import not_found
from sandbox.rest.allowance import window_of
from sandbox.rest.caller import UserCaller
from sandbox.rest.paging import paged
from sandbox.rest.route import Answer, Call, Routes, Who
from sandbox.rest.versions import OLD, supported
from sandbox.shapes import people as shapes
from sandbox.world.people import Account, Organisation, OrganisationRole

routes = Routes()
MEMBER, ADMIN = OrganisationRole.MEMBER, OrganisationRole.ADMIN


@routes("GET", "/meta", who=Who.ANYONE)
def get_meta(call: Call) -> Answer:
    body = {"verifiable_password_authentication": False, "installed_version": "3.21.0"}
    return Answer(body | {"hooks": ["127.0.0.1/32"], "domains": {"website": [call.world.url]}})


@routes("GET", "/versions", who=Who.ANYONE)
def list_versions(call: Call) -> Answer:
    return Answer(supported(call.world))


@routes("GET", "/rate_limit", who=Who.ANYONE)
def get_rate_limit(call: Call) -> Answer:
    world, resources = call.world, {}
    for name in ("core", "graphql", "search"):
        window = window_of(world, call.caller, name)
        resources[name] = {
            "limit": window.limit,
            "used": window.used,
            "remaining": window.remaining,
            "reset": int(window.reset_at.timestamp()),
        }
    older = {"rate": resources["core"]} if call.version == OLD else {}
    return Answer({"resources": resources} | older)


@routes("GET", "/user")
def get_authenticated_user(call: Call) -> Answer:
    if not isinstance(call.caller, UserCaller):
        raise not_found()
    return Answer(shapes.public_user(call.world, call.caller.account))


@routes("GET", "/users/{username}", who=Who.ANYONE)
def get_user(call: Call, username: str) -> Answer:
    found = call.world.account(username)
    if found is None or found.rest_login.lower() != username.lower():
        raise not_found()
    return Answer(shapes.public_user(call.world, found))


@routes("GET", "/orgs/{org}", who=Who.ANYONE)
def get_organisation(call: Call) -> Answer:
    return Answer(shapes.organisation_full(call.world, call.organisation))


@routes("GET", "/orgs/{org}/members", needs="members:read", member=MEMBER)
def list_members(call: Call) -> Answer:
    found = [call.world.accounts[login] for login in call.organisation.members]
    return paged(call, [shapes.account(call.world, one) for one in found])


@routes("GET", "/orgs/{org}/members/{username}", needs="members:read")
def check_member(call: Call, username: str) -> Answer:
    _member(call, username)
    return Answer(status=204)


@routes("DELETE", "/orgs/{org}/members/{username}", needs="members:write", member=ADMIN)
def remove_member(call: Call, username: str) -> Answer:
    leave_organisation(call.world, call.organisation, _member(call, username), call.actor)
    return Answer(status=204)


@routes("GET", "/orgs/{org}/memberships/{username}", needs="members:read", member=MEMBER)
def get_membership(call: Call, username: str) -> Answer:
    owner, who = call.organisation, _member(call, username)
    body = {
        "url": f"{call.world.api_url}/orgs/{owner.login}/memberships/{who.login}",
        "state": "active",
        "role": owner.role_of(who).value,
        "organization_url": f"{call.world.api_url}/orgs/{owner.login}",
        "organization": shapes.organisation(call.world, owner),
        "user": shapes.account(call.world, who),
    }
    return Answer(body)


def _member(call: Call, username: str) -> Account:
    found = call.world.account(username)
    if found is None or isinstance(found, Organisation):
        raise not_found()
    if call.organisation.role_of(found) is OrganisationRole.NONE:
        raise not_found()
    return found

"""Teams: `/orgs/{org}/teams`, their members and repositories, `/repos/{owner}/{repo}/teams`."""

from sandbox.acts import people
from sandbox.acts import repositories as grants
from sandbox.errors import ApiError, malformed, not_found
from sandbox.rest.caller import can_see
from sandbox.rest.paging import paged
from sandbox.rest.repositories import REPOSITORY, listed, role_of
from sandbox.rest.route import Answer, Call, Routes
from sandbox.shapes import people as shapes
from sandbox.shapes.repository import plain
from sandbox.world.people import Account, OrganisationRole, Role, Team
from sandbox.world.roles import team_role

routes = Routes()
TEAMS = "/orgs/{org}/teams"
TEAM = TEAMS + "/{team_slug}"
MEMBERSHIP = TEAM + "/memberships/{username}"
TEAM_REPOSITORY = TEAM + "/repos/{owner}/{repo}"
MEMBER, ADMIN = OrganisationRole.MEMBER, OrganisationRole.ADMIN


@routes("GET", TEAMS, needs="members:read", member=MEMBER)
def list_teams(call: Call) -> Answer:
    owner = call.organisation
    return paged(call, [shapes.team(call.world, owner, one) for one in owner.teams.values()])


@routes("POST", TEAMS, needs="members:write", member=MEMBER)
def create_team(call: Call) -> Answer:
    owner, name = call.organisation, call.body.text("name")
    slug = "-".join(name.lower().split())
    if slug in owner.teams:
        raise ApiError(422, "Validation Failed", ["Name must be unique for this org"])
    made = people.add_team(call.world, owner, slug, name, None)
    made.description = call.body.optional_text("description")
    return Answer(shapes.team_full(call.world, owner, made), 201)


@routes("GET", TEAM, needs="members:read", member=MEMBER)
def get_team(call: Call, team_slug: str) -> Answer:
    return Answer(shapes.team_full(call.world, call.organisation, _team(call, team_slug)))


@routes("GET", TEAM + "/members", needs="members:read", member=MEMBER)
def list_members(call: Call, team_slug: str) -> Answer:
    found = call.organisation.members_of(_team(call, team_slug)).values()
    return paged(call, [shapes.account(call.world, one) for one in found])


@routes("GET", MEMBERSHIP, needs="members:read", member=MEMBER)
def get_membership(call: Call, team_slug: str, username: str) -> Answer:
    """Members of teams below this one count as members."""
    team = _team(call, team_slug)
    who = call.organisation.members_of(team).get(username.lower())
    if who is None:
        raise not_found()
    return Answer(_membership(call, team, who))


@routes("PUT", MEMBERSHIP, needs="members:write", member=ADMIN)
def put_membership(call: Call, team_slug: str, username: str) -> Answer:
    """Add at once: the sandbox skips GitHub's invitation of people from outside."""
    team, who = _team(call, team_slug), call.world.account(username)
    if who is None:
        raise not_found()
    people.join_team(call.world, call.organisation, team, who, call.actor)
    if call.body.optional_text("role") == "maintainer":
        team.maintainers.add(who.login.lower())
    return Answer(_membership(call, team, who))


@routes("DELETE", MEMBERSHIP, needs="members:write", member=ADMIN)
def delete_membership(call: Call, team_slug: str, username: str) -> Answer:
    team = _team(call, team_slug)
    who = team.members.get(username.lower())
    if who is None:
        raise not_found()
    people.leave_team(call.world, call.organisation, team, who, call.actor)
    return Answer(status=204)


@routes("GET", TEAM + "/repos", needs="members:read", member=MEMBER)
def list_team_repositories(call: Call, team_slug: str) -> Answer:
    team = _team(call, team_slug)
    repositories = call.world.repositories.values()
    found = [one for one in repositories if team_role(one, team) and can_see(call.caller, one)]
    return paged(call, [listed(call, one) for one in found])


@routes("GET", TEAM_REPOSITORY, needs="members:read", member=MEMBER)
def check_team_repository(call: Call, team_slug: str) -> Answer:
    """204 when the team has it; the repository itself if its media type is asked for."""
    team, where = _team(call, team_slug), call.repository
    role = team_role(where, team)
    if role is Role.NONE:
        raise not_found()
    if "repository+json" not in call.accept:
        return Answer(status=204)
    grant = {"permissions": shapes.permissions(role), "role_name": role.role_name}
    return Answer(plain(call.world, where, role_of(call.caller, where)) | grant)


@routes("PUT", TEAM_REPOSITORY, needs="administration:write", role=Role.ADMIN)
def grant_team(call: Call, team_slug: str) -> Answer:
    team, where = _team(call, team_slug), call.repository
    word = call.body.optional_text("permission") or "push"
    try:
        role = Role.parse(word)
    except ValueError:
        raise malformed(f"For 'properties/permission', {word!r} is not a permission.") from None
    grants.grant_team(call.world, where, team, role, call.actor)
    return Answer(status=204)


@routes("DELETE", TEAM_REPOSITORY, needs="administration:write", role=Role.ADMIN)
def revoke_team(call: Call, team_slug: str) -> Answer:
    team, where = _team(call, team_slug), call.repository
    grants.revoke_team(call.world, where, team, call.actor)
    return Answer(status=204)


@routes("GET", REPOSITORY + "/teams", needs="administration:read", role=Role.READ)
def list_repository_teams(call: Call) -> Answer:
    where = call.repository
    found = [one for one in where.owner.teams.values() if team_role(where, one)]
    return paged(call, [shapes.team_grant(call.world, where, one) for one in found])


def _team(call: Call, slug: str) -> Team:
    found = call.organisation.teams.get(slug.lower())
    if found is None:
        raise not_found()
    return found


def _membership(call: Call, team: Team, who: Account) -> dict[str, str]:
    api = f"{call.world.api_url}/organizations/{call.organisation.id}/team/{team.id}"
    role = "maintainer" if who.login.lower() in team.maintainers else "member"
    return {"url": f"{api}/memberships/{who.login}", "role": role, "state": "active"}

"""A team: who is in it, and what it can reach."""

from flask import render_template

from sandbox.errors import not_found
from sandbox.pages.page import Pages, Visit
from sandbox.rest.caller import can_see
from sandbox.world.people import OrganisationRole, Role
from sandbox.world.roles import team_role

pages = Pages()


@pages("GET", "/orgs/<login:owner>/teams/<slug>")
def show_team(visit: Visit, owner: str, slug: str) -> str:
    """For members of the organisation only, as on GitHub."""
    organisation = visit.world.organisation(owner)
    team = organisation.teams.get(slug.lower())
    if team is None or organisation.role_of(visit.who) is OrganisationRole.NONE:
        raise not_found()
    held = [(one, team_role(one, team)) for one in visit.world.repositories.values()]
    return render_template(
        "team.html",
        organisation=organisation,
        team=team,
        members=organisation.members_of(team).values(),
        held=[pair for pair in held if pair[1] > Role.NONE and can_see(visit.caller, pair[0])],
    )

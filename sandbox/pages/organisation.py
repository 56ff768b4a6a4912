"""The first page: repositories, forms to fill in, open issues, and whom one can act as."""

from dataclasses import dataclass

from flask import render_template

from sandbox.pages.forms.files import Listed, forms_of
from sandbox.pages.page import Pages, Visit
from sandbox.pages.visitor import people
from sandbox.rest.caller import can_see
from sandbox.world.people import Account, Organisation, Team
from sandbox.world.repositories import Repository
from sandbox.world.roles import teams_of
from sandbox.world.state import World

pages = Pages()


@dataclass(frozen=True)
class Presence:
    """A person with their role in an organisation and their teams in it."""

    who: Account
    owner: Organisation
    role: str
    teams: list[Team]


@pages("GET", "/")
def show_all(visit: Visit) -> str:
    """Everything that the visitor can see, the repositories with open issues first."""
    seen = [one for one in visit.world.repositories.values() if can_see(visit.caller, one)]
    issues = [issue for where in seen for issue in where.issues.values()]
    return render_template(
        "organisation.html",
        organisations=[*visit.world.organisations.values()],
        repositories=sorted(seen, key=lambda one: one.name),
        forms=[(where, listed) for where in seen for listed in _usable(where)],
        issues=sorted(issues, key=lambda one: one.updated_at, reverse=True),
        presences=_presences(visit.world),
    )


def _usable(where: Repository) -> list[Listed]:
    if where.archived or not where.settings.has_issues:
        return []
    return [listed for listed in forms_of(where) if listed.form is not None]


def _presences(world: World) -> list[Presence]:
    return [
        Presence(who, owner, owner.role_of(who).value, teams_of(owner, who))
        for who in people(world)
        for owner in world.organisations.values()
    ]

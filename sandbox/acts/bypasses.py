"""Who need not keep a rule: named by its ruleset or protection, or an admin."""

from typing import Any

from sandbox.world.issues import Actor
from sandbox.world.people import Role
from sandbox.world.protections import Chosen, Protection
from sandbox.world.repositories import Repository
from sandbox.world.roles import role_in
from sandbox.world.rules import Rule
from sandbox.world.rulesets import Ruleset

# Ids of the built-in roles in a bypass list.
ROLE_IDS = {2: Role.MAINTAIN, 4: Role.WRITE, 5: Role.ADMIN}


def bypasses(where: Repository, rule: Rule, actor: Actor, *, merging: bool = False) -> bool:
    """Whether the rule is not for this actor."""
    match rule.source:
        case Ruleset():
            return _is_on_the_list(where, rule.source, actor, merging=merging)
        case Protection():
            freed = not rule.binds_admins and is_admin(where, actor)
            return freed or is_chosen(where, rule.frees, actor)


def is_admin(where: Repository, actor: Actor) -> bool:
    """Whether a person administers the repository; that no App ever does is unconfirmed."""
    return actor.app is None and role_in(where, actor.account) is Role.ADMIN


def is_chosen(where: Repository, chosen: Chosen, actor: Actor) -> bool:
    """Whether a list of a protection names the actor, by itself or by a team."""
    if actor.app is not None:
        return actor.app in chosen.apps
    login = actor.account.login.lower()
    in_team = any(login in where.owner.members_of(team) for team in chosen.teams)
    return in_team or actor.account in chosen.users


def _is_on_the_list(where: Repository, ruleset: Ruleset, actor: Actor, *, merging: bool) -> bool:
    """Whether a bypass entry names this actor; mode `pull_request` frees merging alone."""
    role = role_in(where, actor.account) if actor.app is None else Role.NONE
    for entry in ruleset.bypass_actors:
        if entry.get("bypass_mode", "always") == "pull_request" and not merging:
            continue
        match entry.get("actor_type"), entry.get("actor_id"):
            case "Integration", number if actor.app is not None and actor.app.id == number:
                return True
            case "OrganizationAdmin", _ if _is_owner(where, actor):
                return True
            case "RepositoryRole", number if actor.app is None and _role_reaches(number, role):
                return True
            case "Team", number if _in_team(where, actor, number):
                return True
    return False


def _role_reaches(number: Any, role: Role) -> bool:
    return number in ROLE_IDS and role >= ROLE_IDS[number]


def _is_owner(where: Repository, actor: Actor) -> bool:
    return where.owner.role_of(actor.account).value == "admin"


def _in_team(where: Repository, actor: Actor, number: Any) -> bool:
    teams = [team for team in where.owner.teams.values() if team.id == number]
    return any(actor.account.login.lower() in where.owner.members_of(team) for team in teams)

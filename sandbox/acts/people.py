"""Accounts, the organisation and its teams: how they come to be and change."""

from sandbox.acts.webhooks import announce
from sandbox.shapes.people import account as account_shape
from sandbox.shapes.people import team as team_shape
from sandbox.world.issues import Actor
from sandbox.world.people import (
    Account,
    AccountType,
    Organisation,
    OrganisationRole,
    Plan,
    Role,
    Team,
)
from sandbox.world.state import World

PREFIXES = {AccountType.USER: "U", AccountType.BOT: "BOT"}


def add_account(world: World, login: str, kind: AccountType, name: str | None = None) -> Account:
    number, node = world.mint(PREFIXES[kind])
    account = Account(number, node, login, kind, world.now(), name)
    world.accounts[login.lower()] = account
    world.nodes[node] = account
    return account


def add_organisation(world: World, login: str, plan: Plan, base_role: Role) -> Organisation:
    number, node = world.mint("O")
    found = Organisation(
        number, node, login, AccountType.ORGANISATION, world.now(), plan=plan, base_role=base_role
    )
    world.organisations[login.lower()] = found
    world.accounts[login.lower()] = found
    world.nodes[node] = found
    return found


def add_team(world: World, owner: Organisation, slug: str, name: str, parent: Team | None) -> Team:
    number, node = world.mint("T")
    team = Team(number, node, slug, name, world.now(), parent=parent)
    owner.teams[slug] = team
    world.nodes[node] = team
    return team


def join_team(world: World, owner: Organisation, team: Team, who: Account, actor: Actor) -> None:
    """Make the account a member of the team, and of the organisation if it was none."""
    if who.login.lower() in team.members:
        return
    owner.members.setdefault(who.login.lower(), OrganisationRole.MEMBER)
    team.members[who.login.lower()] = who
    _announce_membership(world, owner, team, who, "added", actor)


def leave_team(world: World, owner: Organisation, team: Team, who: Account, actor: Actor) -> None:
    if team.members.pop(who.login.lower(), None) is not None:
        team.maintainers.discard(who.login.lower())
        _announce_membership(world, owner, team, who, "removed", actor)


def leave_organisation(world: World, owner: Organisation, who: Account, actor: Actor) -> None:
    """Take the account out of every team and out of the organisation."""
    for team in owner.teams.values():
        leave_team(world, owner, team, who, actor)
    owner.members.pop(who.login.lower(), None)
    api = f"{world.api_url}/orgs/{owner.login}"
    membership = {
        "url": f"{api}/memberships/{who.login}",
        "organization_url": api,
        "user": account_shape(world, who),
        "state": "active",
        "role": "unaffiliated",
    }
    announce(
        world,
        "organization",
        "member_removed",
        actor,
        about=owner,
        extra={"membership": membership},
    )


def _announce_membership(
    world: World, owner: Organisation, team: Team, who: Account, action: str, actor: Actor
) -> None:
    extra = {
        "scope": "team",
        "member": account_shape(world, who),
        "team": team_shape(world, owner, team),
    }
    announce(world, "membership", action, actor, about=owner, extra=extra)

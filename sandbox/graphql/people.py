"""Resolvers of accounts, the organisation and its teams."""

from typing import Any

from sandbox.acts.catching_up import catch_up
from sandbox.graphql.connections import connection
from sandbox.graphql.context import Info, context_of, need_members, not_found, visible
from sandbox.world.people import Account, Organisation, Team
from sandbox.world.repositories import Repository


def path(one: Account, _: Info) -> str:
    return f"/apps/{one.login}" if one.type.value == "Bot" else f"/{one.login}"


def url(one: Account, info: Info) -> str:
    return context_of(info).world.url + path(one, info)


def avatar(one: Account, info: Info, **_: Any) -> str:
    return f"{context_of(info).world.url}/_sandbox/avatars/{one.id}"


def repository(one: Account, info: Info, name: str, **_: Any) -> Repository:
    """A repository by name, also by a former one; NOT_FOUND if the caller cannot see it."""
    context = context_of(info)
    world = context.world
    found = world.repository(one.login, name) or world.renamed(one.login, name)
    if found is None or not visible(context, found):
        raise not_found(f"a Repository with the name '{one.login}/{name}'")
    catch_up(world, found)
    return found


def repositories(one: Organisation, info: Info, **arguments: Any) -> dict[str, Any]:
    context = context_of(info)
    own = [each for each in context.world.repositories.values() if each.owner is one]
    return connection(info, [each for each in own if visible(context, each)], arguments)


def members(one: Organisation, info: Info, **arguments: Any) -> dict[str, Any]:
    context = context_of(info)
    need_members(context)
    found = [context.world.accounts[login] for login in one.members]
    return connection(info, found, arguments)


def team(one: Organisation, info: Info, slug: str) -> Team | None:
    """The team, or null when there is none."""
    need_members(context_of(info))
    return one.teams.get(slug.lower())


def teams(one: Organisation, info: Info, **arguments: Any) -> dict[str, Any]:
    need_members(context_of(info))
    query = (arguments.get("query") or "").lower()
    logins = {login.lower() for login in arguments.get("userLogins") or []}
    found = [
        each
        for each in one.teams.values()
        if query in each.name.lower() and logins <= set(one.members_of(each))
    ]
    return connection(info, found, arguments)


def organisation_of(one: Team, info: Info) -> Organisation:
    owners = context_of(info).world.organisations.values()
    return next(each for each in owners if one in each.teams.values())


def team_members(one: Team, info: Info, **arguments: Any) -> dict[str, Any]:
    """Members, with those of teams below unless `IMMEDIATE` is asked for."""
    need_members(context_of(info))
    everyone = organisation_of(one, info).members_of(one)
    match arguments.get("membership"):
        case "IMMEDIATE":
            chosen = one.members
        case "CHILD_TEAM":
            chosen = {key: who for key, who in everyone.items() if key not in one.members}
        case _:
            chosen = everyone
    query = (arguments.get("query") or "").lower()
    found = [
        who
        for who in chosen.values()
        if query in who.login.lower() or query in (who.name or "").lower()
    ]
    return connection(info, found, arguments)


def ancestors(one: Team, info: Info, **arguments: Any) -> dict[str, Any]:
    """The teams above, nearest first."""
    above: list[Team] = []
    parent = one.parent
    while parent is not None:
        above.append(parent)
        parent = parent.parent
    return connection(info, above, arguments)


ACCOUNT: dict[str, Any] = {
    "url": url,
    "resourcePath": path,
    "avatarUrl": avatar,
    "updatedAt": lambda one, _: one.created_at,
}

RESOLVERS: dict[str, dict[str, Any]] = {
    "User": {**ACCOUNT, "email": lambda *_: "", "repository": repository},
    "Bot": ACCOUNT,
    "Organization": {
        **ACCOUNT,
        "description": lambda *_: None,
        "repository": repository,
        "repositories": repositories,
        "membersWithRole": members,
        "team": team,
        "teams": teams,
    },
    "Team": {
        "ancestors": ancestors,
        "members": team_members,
        "organization": organisation_of,
        "parentTeam": lambda one, _: one.parent,
        "updatedAt": lambda one, _: one.created_at,
        "combinedSlug": lambda one, info: f"{organisation_of(one, info).login}/{one.slug}",
        "url": lambda one, info: (
            f"{context_of(info).world.url}/orgs/{organisation_of(one, info).login}/teams/{one.slug}"
        ),
    },
}

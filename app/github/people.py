"""Asks GitHub who people are: teams and their members, and the organisation's plan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.github.client import Client
from app.github.errors import NotFound

Members = Mapping[int, str]
"""User id to login."""

_TEAM = "slug members(first: 100) { totalCount nodes { databaseId login } }"
_TEAMS_OF = """teams(first: 100, after: $after, userLogins: [$login]) {
    pageInfo { hasNextPage endCursor }
    nodes { slug ancestors(first: 20) { nodes { slug } } }
  }"""


@dataclass(frozen=True, slots=True)
class TeamReading:
    """What one call tells of teams; `of_person` are the slugs of one person's teams, if asked."""

    members: Mapping[str, Members | None]
    of_person: tuple[str, ...] | None = None


def is_team_member(client: Client, organisation: str, team: str, login: str) -> bool:
    """Whether the person is in the team or in a child of it; an invitation does not count.

    From `GET /orgs/{org}/teams/{team_slug}/memberships/{username}`. A team that does not exist
    has no members.
    """
    try:
        answer = client.rest(
            "GET /orgs/{org}/teams/{team}/memberships/{login}",
            org=organisation,
            team=team,
            login=login,
        )
    except NotFound:
        return False
    return bool(answer["state"] == "active")


def is_organisation_member(client: Client, organisation: str, login: str) -> bool:
    """Whether the person is in the organisation; an invitation does not count.

    From `GET /orgs/{org}/memberships/{username}`.
    """
    try:
        answer = client.rest("GET /orgs/{org}/memberships/{login}", org=organisation, login=login)
    except NotFound:
        return False
    return bool(answer["state"] == "active")


def is_suspended(client: Client, login: str) -> bool:
    """Whether an account is suspended, as GitHub Enterprise Server tells, or not to be seen.

    From `GET /users/{username}`.
    """
    try:
        answer = client.rest("GET /users/{login}", login=login)
    except NotFound:
        return True
    return answer.get("suspended_at") is not None


def team_members(
    client: Client, organisation: str, teams: Iterable[str]
) -> Mapping[str, Members | None]:
    """Each team's members alone, as `read_teams` tells them."""
    return read_teams(client, organisation, teams).members


def read_teams(
    client: Client, organisation: str, teams: Iterable[str], person: str | None = None
) -> TeamReading:
    """Each team's members, children's included, and a person's teams, in one GraphQL call.

    None stands for a team that does not exist. A team of more than 100 people is left out: ask
    about its people with `is_team_member`. A person in more than 100 teams takes further calls.
    """
    slugs = tuple(dict.fromkeys(teams))
    if not slugs and person is None:
        return TeamReading({})
    wanted = "".join(f", $team{place}: String!" for place in range(len(slugs)))
    parts = [f"team{place}: team(slug: $team{place}) {{ {_TEAM} }}" for place in range(len(slugs))]
    variables = {f"team{place}": slug for place, slug in enumerate(slugs)}
    if person is not None:
        wanted += ", $login: String!, $after: String"
        parts.append(_TEAMS_OF)
        variables["login"] = person
    document = f"""query TeamMembers($organisation: String!{wanted}) {{
  organization(login: $organisation) {{ {" ".join(parts)} }}
}}"""
    found = client.graphql(document, organisation=organisation, **variables)["organization"]
    members = {slug: found[f"team{place}"] for place, slug in enumerate(slugs)}
    return TeamReading(
        {slug: _members(team) for slug, team in members.items() if not _is_cut(team)},
        None if person is None else _teams_of(client, organisation, person, found["teams"]),
    )


def _teams_of(
    client: Client, organisation: str, login: str, teams: Mapping[str, Any]
) -> tuple[str, ...]:
    """From the first page of a person's teams and all further ones.

    A member of a child team is not listed by GitHub as its parents' member; the parents are added.
    """
    slugs: dict[str, None] = {}
    while True:
        for team in teams["nodes"]:
            slugs |= dict.fromkeys((team["slug"], *(n["slug"] for n in team["ancestors"]["nodes"])))
        if not teams["pageInfo"]["hasNextPage"]:
            return tuple(slugs)
        after = teams["pageInfo"]["endCursor"]
        document = f"""query TeamsOf($organisation: String!, $login: String!, $after: String) {{
  organization(login: $organisation) {{ {_TEAMS_OF} }}
}}"""
        answer = client.graphql(document, organisation=organisation, login=login, after=after)
        teams = answer["organization"]["teams"]


def is_user(client: Client, login: str) -> bool:
    """Whether there is an account of that name. From `GET /users/{username}`."""
    try:
        client.rest("GET /users/{login}", login=login)
    except NotFound:
        return False
    return True


def organisation_plan(client: Client, organisation: str) -> str | None:
    """`free`, `team`, `enterprise`, …; None where GitHub does not tell the App."""
    answer = client.rest("GET /orgs/{org}", org=organisation)
    plan = answer.get("plan")
    return plan["name"] if plan else None


def _members(team: Mapping[str, Any] | None) -> Members | None:
    if team is None:
        return None
    return {member["databaseId"]: member["login"] for member in team["members"]["nodes"]}


def _is_cut(team: Mapping[str, Any] | None) -> bool:
    return team is not None and team["members"]["totalCount"] > len(team["members"]["nodes"])

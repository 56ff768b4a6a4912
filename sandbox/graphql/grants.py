"""Resolvers of what teams may do in repositories."""

from typing import Any

from sandbox.graphql.connections import connection
from sandbox.graphql.context import Info, context_of, need_members, visible
from sandbox.world.people import Role, Team
from sandbox.world.roles import team_role


def team_repositories(one: Team, info: Info, **arguments: Any) -> dict[str, Any]:
    """The repositories that a team was granted, or a team above it, as far as the caller sees."""
    context = context_of(info)
    need_members(context)
    query = (arguments.get("query") or "").lower()
    found = [
        each
        for each in context.world.repositories.values()
        if team_role(each, one) > Role.NONE
        and query in each.name.lower()
        and visible(context, each)
    ]
    page = connection(info, found, arguments)
    edges = [{**edge, "permission": team_role(edge["node"], one).name} for edge in page["edges"]]
    return {**page, "edges": edges}


RESOLVERS: dict[str, dict[str, Any]] = {"Team": {"repositories": team_repositories}}

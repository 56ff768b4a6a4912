"""Resolvers of a repository's topics."""

from typing import Any

from sandbox.graphql.connections import connection
from sandbox.graphql.context import Info, context_of
from sandbox.world.repositories import Repository


def repository_topics(one: Repository, info: Info, **arguments: Any) -> dict[str, Any]:
    """In the order in which they were set; that they have this order on GitHub is unconfirmed."""
    return connection(info, [_shown(one, info, name) for name in one.topics], arguments)


def _shown(one: Repository, info: Info, name: str) -> dict[str, Any]:
    world, path = context_of(info).world, f"/topics/{name}"
    return {
        "id": world.node_id("RT", one.id) + f"_{name}",
        "resourcePath": path,
        "url": world.url + path,
        "topic": {"id": f"T_{name}", "name": name},
    }


RESOLVERS: dict[str, dict[str, Any]] = {"Repository": {"repositoryTopics": repository_topics}}

"""Reads an organisation's repositories for the catalog, in as few calls as GitHub's pages allow."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from app.domain.catalog.seen import Grants, SeenRepository
from app.domain.control import CODEOWNERS_PATHS, File
from app.github.catalog_documents import (
    MORE_GRANTS,
    READ_GRANTS,
    READ_REPOSITORIES,
    READ_TEAMS,
)
from app.github.client import Client
from app.github.errors import Unavailable

# Four files a repository: of a larger page GitHub may say that it takes too long.
_PAGE_SIZES = (50, 10, 1)
_VALUES = "GET /orgs/{org}/properties/values"


def read_repositories(client: Client, organisation: str) -> tuple[SeenRepository, ...]:
    """All repositories that the App can see, by one GraphQL call for every 50.

    Where GitHub does not answer in time, that page is asked for in smaller ones.
    """
    found: list[SeenRepository] = []
    after: str | None = None
    while True:
        page = _page(client, organisation, after)
        found += (_seen(node) for node in page["nodes"])
        if not page["pageInfo"]["hasNextPage"]:
            return tuple(found)
        after = page["pageInfo"]["endCursor"]


def read_teams(client: Client, organisation: str) -> frozenset[str]:
    """The slugs of all teams, by one GraphQL call for every 100."""
    nodes = _all(client, READ_TEAMS, "teams", organisation)
    return frozenset(node["slug"] for node in nodes)


def read_grants(client: Client, organisation: str) -> Grants:
    """Which teams administer or maintain what, by a GraphQL call for every 20 teams.

    A team with more than 100 repositories costs one more for each further 100.
    """
    by_level: dict[str, defaultdict[int, list[str]]] = {
        "ADMIN": defaultdict(list),
        "MAINTAIN": defaultdict(list),
    }
    for team in _all(client, READ_GRANTS, "teams", organisation):
        for edge in _edges(client, organisation, team):
            if edge["permission"] in by_level:
                by_level[edge["permission"]][edge["node"]["databaseId"]].append(team["slug"])
    admin, maintain = (
        {repository_id: tuple(teams) for repository_id, teams in found.items()}
        for found in by_level.values()
    )
    return Grants(admin, maintain)


def read_properties(client: Client, organisation: str) -> Mapping[int, Mapping[str, str]]:
    """By repository id the custom properties with a text as their value.

    From `GET /orgs/{org}/properties/values`, one call for every 100 repositories.
    """
    return {
        one["repository_id"]: {
            value["property_name"]: value["value"]
            for value in one["properties"]
            if isinstance(value["value"], str)
        }
        for one in client.pages(_VALUES, org=organisation)
    }


def _page(client: Client, organisation: str, after: str | None) -> Mapping[str, Any]:
    *larger, smallest = _PAGE_SIZES
    for first in larger:
        try:
            return _repositories(client, organisation, first, after)
        except Unavailable:
            continue
    return _repositories(client, organisation, smallest, after)


def _repositories(
    client: Client, organisation: str, first: int, after: str | None
) -> Mapping[str, Any]:
    answer = client.graphql(READ_REPOSITORIES, organisation=organisation, first=first, after=after)
    page: Mapping[str, Any] = answer["organization"]["repositories"]
    return page


def _all(client: Client, document: str, field: str, organisation: str) -> Iterator[Any]:
    """All nodes of a list of the organisation."""
    after: str | None = None
    while True:
        answer = client.graphql(document, organisation=organisation, after=after)
        page = answer["organization"][field]
        yield from page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return
        after = page["pageInfo"]["endCursor"]


def _edges(client: Client, organisation: str, team: Mapping[str, Any]) -> Iterator[Any]:
    """What a team was granted, with the further pages of its list."""
    page = team["repositories"]
    yield from page["edges"]
    while page["pageInfo"]["hasNextPage"]:
        after = page["pageInfo"]["endCursor"]
        answer = client.graphql(
            MORE_GRANTS, organisation=organisation, team=team["slug"], after=after
        )
        page = answer["organization"]["team"]["repositories"]
        yield from page["edges"]


def _seen(node: Mapping[str, Any]) -> SeenRepository:
    files = ((path, _file(node[f"codeowners{place}"])) for place, path in _PLACES)
    return SeenRepository(
        id=node["databaseId"],
        name=node["name"],
        is_archived=node["isArchived"],
        is_empty=node["isEmpty"],
        topics=tuple(one["topic"]["name"] for one in node["repositoryTopics"]["nodes"]),
        catalog_info=_file(node["info"]),
        codeowners=next(((path, file) for path, file in files if file is not None), None),
    )


_PLACES = tuple(enumerate(CODEOWNERS_PATHS))


def _file(node: Mapping[str, Any] | None) -> File | None:
    """A blob; a folder of that name is no file."""
    if not node or "oid" not in node:
        return None
    return File(node["oid"], None if node["isTruncated"] else node["text"])

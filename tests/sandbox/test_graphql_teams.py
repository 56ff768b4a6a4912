"""GraphQL: what teams may do where, and the topics of repositories."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.voices import Voice

GRANTS = """
query($first: Int!, $after: String) { organization(login: "acme") { team(slug: "security") {
  repositories(first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { name } edges { permission node { name } }
} } } }
"""
TOPICS = """
{ repository(owner: "acme", name: "services") {
  repositoryTopics(first: 10) { totalCount nodes { id url topic { id name } } }
} }
"""

Person = Callable[[str], Voice]


@pytest.fixture
def seed(seed: dict[str, Any]) -> dict[str, Any]:
    """A team that administers one repository, reads another, and was granted nothing else."""
    seed["teams"] = [one for one in seed["teams"] if one["slug"] != "security"]
    granted = {"services": "admin", "ledger": "pull"}
    seed["teams"].append({"slug": "security", "repositories": granted})
    seed["repositories"] += [{"name": "ledger"}, {"name": "mailer"}]
    return seed


def test_a_teams_grants_are_told_in_pages(installation: Voice) -> None:
    first = installation.queries(GRANTS, first=1)["data"]["organization"]["team"]["repositories"]
    after = first["pageInfo"]["endCursor"]
    second = installation.queries(GRANTS, first=1, after=after)
    last = second["data"]["organization"]["team"]["repositories"]

    edges = [*first["edges"], *last["edges"]]
    assert [(one["node"]["name"], one["permission"]) for one in edges] == [
        ("services", "ADMIN"),
        ("ledger", "READ"),
    ]
    assert (first["totalCount"], last["pageInfo"]["hasNextPage"]) == (2, False)


def test_topics_are_told(person: Person) -> None:
    names = {"names": ["payments", "production"]}
    person("ada").does("PUT", "/repos/acme/services/topics", names)

    found = person("dana").queries(TOPICS)["data"]["repository"]["repositoryTopics"]

    assert [one["topic"]["name"] for one in found["nodes"]] == ["payments", "production"]
    assert found["totalCount"] == 2

"""What a GraphQL call may ask for and what it costs, by the formulas that GitHub documents."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]
RATE = "rateLimit { cost nodeCount limit remaining used }"
ISSUES = """query($issues: Int = 50, $labels: Int = 60) { %s organization(login: "acme") {
  repositories(first: 100) { nodes { issues(first: $issues) { edges { node {
    ...Labelled } } } } } } }
fragment Labelled on Issue { labels(first: $labels) { nodes { name } } }"""
TRAVERSAL = "By the time this query traverses to the labels connection,"


def rate(answer: dict[str, Any]) -> dict[str, int]:
    assert "errors" not in answer, answer["errors"]
    found = answer["data"]["rateLimit"]
    assert isinstance(found, dict)
    return found


def test_the_example_of_the_documentation_costs_what_it_says(person: Person) -> None:
    found = rate(person("dana").queries(ISSUES % RATE))

    # 1 + 100 + 100 x 50 requests, over a hundred; 100 + 5,000 + 300,000 nodes.
    assert (found["cost"], found["nodeCount"]) == (51, 305_100)
    assert found["used"] == 51
    assert found["remaining"] == found["limit"] - 51


def test_a_query_without_a_connection_costs_one_point(person: Person) -> None:
    found = rate(person("dana").queries(f"{{ viewer {{ login }} {RATE} }}"))

    assert (found["cost"], found["nodeCount"], found["used"]) == (1, 0, 1)


def test_a_field_that_is_asked_for_twice_is_one_connection(person: Person) -> None:
    query = """{ organization(login: "acme") { ...A ...B } %s }
    fragment A on Organization { repositories(first: 10) { nodes { name } } }
    fragment B on Organization { repositories(first: 10) { nodes { id } } }"""

    assert rate(person("dana").queries(query % RATE))["nodeCount"] == 10


@pytest.mark.parametrize(
    ("issues", "labels", "words"),
    [
        (99, 50, "This query requests up to 505,000 possible nodes"),
        (100, 51, f"{TRAVERSAL} it is requesting up to 510,000 possible nodes"),
    ],
)
def test_more_than_half_a_million_nodes_are_refused(
    person: Person, issues: int, labels: int, words: str
) -> None:
    refused = person("dana").queries(ISSUES % "", issues=issues, labels=labels)

    (error,) = refused["errors"]
    assert error["type"] == "MAX_NODE_LIMIT_EXCEEDED"
    assert error["message"] == f"{words} which exceeds the maximum limit of 500,000."
    assert "data" not in refused


def test_a_dry_run_weighs_a_query_and_spends_nothing(person: Person) -> None:
    dry = ISSUES % "rateLimit(dryRun: true) { cost nodeCount used }"

    answer = person("dana").queries(dry)

    assert answer["data"] == {"rateLimit": {"cost": 51, "nodeCount": 305_100, "used": 0}}


def test_an_hour_that_is_used_up_by_costly_queries_is_over(
    person: Person, control: Callable[..., Any]
) -> None:
    dana = person("dana")
    dana.queries("{ viewer { login } }")
    control("rate", remaining=60)
    assert rate(dana.queries(ISSUES % RATE))["remaining"] == 9
    assert rate(dana.queries(ISSUES % RATE))["remaining"] == 0

    refused = dana.queries("{ viewer { login } }")

    assert refused["errors"][0]["type"] == "RATE_LIMITED"

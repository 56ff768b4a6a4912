"""What a call costs of GitHub's limits, before it is made."""

import pytest

from app.domain.budget import Kind, Primary, Resource
from app.github.charges import Charge, digest_of, of_graphql, of_rest
from app.github.rate_headers import is_used_up, primary_limit
from tests.github.ledger import START

HEADERS = {
    "x-ratelimit-resource": "core",
    "x-ratelimit-limit": "5000",
    "x-ratelimit-remaining": "4999",
    "x-ratelimit-reset": str(int(START.timestamp())),
}


def rest(route: str) -> Charge:
    return of_rest(route, {}, {"a": 1})


@pytest.mark.parametrize(
    ("route", "kind", "points", "content"),
    [
        ("GET /repos/{owner}/{repo}", Kind.READ, 1, 0),
        ("PUT /repos/{owner}/{repo}/topics", Kind.WRITE, 5, 0),
        ("POST /repos/{owner}/{repo}/git/commits", Kind.WRITE, 5, 0),
        ("POST /orgs/{org}/repos", Kind.CONTENT, 5, 1),
        ("POST /repos/{owner}/{repo}/issues/{number}/comments", Kind.CONTENT, 5, 1),
    ],
)
def test_a_route_costs_what_github_documents(
    route: str, kind: Kind, points: int, content: int
) -> None:
    charge = rest(route)

    assert (charge.kind, charge.points, charge.content) == (kind, points, content)
    assert charge.resource is Resource.CORE


def test_a_token_is_asked_for_and_nothing_is_written() -> None:
    charge = rest("POST /app/installations/{installation_id}/access_tokens")

    assert not charge.is_write
    assert rest("POST /orgs/{org}/repos").is_write


def test_a_query_is_one_read_whatever_it_asks() -> None:
    charge = of_graphql("query Much { a(b: {c: 1}) { d } e { f } }", {})

    assert (charge.route, charge.kind, charge.points) == ("QUERY Much", Kind.READ, 1)
    assert charge.resource is Resource.GRAPHQL


@pytest.mark.parametrize(
    ("document", "points", "content"),
    [
        ("mutation M($a: ID!) { addLabelsToLabelable(input: {labelIds: [$a]}) { x } }", 5, 0),
        ("mutation M { addComment(input: {body: {a: 1}}) { node { id } } }", 5, 1),
        ("mutation M { one: addComment(input: {}) { x } two: createPullRequest { x } }", 10, 2),
        ("mutation M { removeLabelsFromLabelable(i: 1) { x } somethingNew(i: 1) { x } }", 10, 1),
    ],
)
def test_each_change_in_a_document_counts_and_what_is_unknown_counts_as_content(
    document: str, points: int, content: int
) -> None:
    charge = of_graphql(document, {})

    assert (charge.points, charge.content) == (points, content)
    assert charge.kind is (Kind.CONTENT if content else Kind.WRITE)


def test_a_digest_tells_bodies_apart_and_keeps_none_of_them() -> None:
    assert digest_of(None) == ""
    assert len(digest_of({"body": "secret"})) == 64
    assert digest_of({"body": "secret"}) != digest_of({"body": "other"})


def test_headers_tell_what_is_left_of_the_hour() -> None:
    assert primary_limit(HEADERS) == (Resource.CORE, Primary(5000, 4999, START))
    assert not is_used_up(HEADERS)
    assert is_used_up(HEADERS | {"x-ratelimit-remaining": "0"})


@pytest.mark.parametrize(
    "odd",
    [
        {},
        HEADERS | {"x-ratelimit-resource": "search"},
        HEADERS | {"x-ratelimit-remaining": "many"},
        {name: text for name, text in HEADERS.items() if not name.endswith("reset")},
    ],
    ids=["none", "another resource", "no number", "no reset"],
)
def test_headers_that_tell_nothing_are_passed_over(odd: dict[str, str]) -> None:
    assert primary_limit(odd) is None

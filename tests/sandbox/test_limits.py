"""The secondary limits: refused as GitHub refuses, counted by the sandbox's clock."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from sandbox import RunningSandbox
from sandbox.rest.everything import SUBJECTS
from sandbox.world.calls import Kind
from tests.sandbox.voices import Voice

Control = Callable[..., Any]
LABELS = "/repos/acme/services/labels"
ISSUES = "/repos/acme/services/issues"

# Of the routes that the sandbox has: those that GitHub's description marks
# `triggersNotification`, and new repositories.
CREATING = {
    ("DELETE", "/repos/{owner}/{repo}/issues/{issue_number}/sub_issue"),
    ("PATCH", "/repos/{owner}/{repo}/issues/{issue_number}/sub_issues/priority"),
    ("POST", "/orgs/{org}/repos"),
    ("POST", "/repos/{template_owner}/{template_repo}/generate"),
    ("POST", "/repos/{owner}/{repo}/issues"),
    ("POST", "/repos/{owner}/{repo}/issues/{issue_number}/comments"),
    ("POST", "/repos/{owner}/{repo}/pulls"),
    ("POST", "/repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers"),
    ("POST", "/repos/{owner}/{repo}/pulls/{pull_number}/reviews"),
    ("PUT", "/repos/{owner}/{repo}/collaborators/{username}"),
    ("PUT", "/repos/{owner}/{repo}/pulls/{pull_number}/merge"),
}


def test_what_notifies_people_creates_content_and_a_new_repository_too() -> None:
    routes = [route for subject in SUBJECTS for route in subject.routes.all]

    found = {(route.method, route.path) for route in routes if route.kind is Kind.CONTENT}

    assert found == CREATING


def test_content_is_limited_by_the_minute_and_by_the_hour(
    installed: Callable[[], Voice], control: Control
) -> None:
    installation = installed()
    control("limits", content_per_minute=2, content_per_hour=3)

    statuses = []
    for seconds in (0, 0, 0, 61, 61):
        control("clock", advance_seconds=seconds)
        statuses.append(_files(installation).status_code)

    assert statuses == [201, 201, 403, 201, 403]
    control("clock", advance_seconds=3540)
    assert _files(installed()).status_code == 201


def test_a_refusal_reads_as_github_words_it(installation: Voice, control: Control) -> None:
    control("limits", content_per_minute=0, status=429, retry_after=17)

    refused = _files(installation)

    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "17"
    assert "secondary rate limit" in refused.json()["message"]
    assert "blocked from content creation" in refused.json()["message"]
    assert refused.json()["documentation_url"].endswith("#about-secondary-rate-limits")
    assert installation.gets(ISSUES) == []


def test_a_refusal_may_not_say_how_long_to_wait(installation: Voice, control: Control) -> None:
    control("limits", points_per_minute=1, retry_after=None)

    refused = installation.asks("POST", LABELS, {"name": "new"})

    assert refused.status_code == 403
    assert "Retry-After" not in refused.headers
    assert refused.json()["message"].startswith("You have exceeded a secondary rate limit. Please")


@pytest.mark.parametrize(("verb", "statuses"), [("GET", [200] * 11), ("POST", [201] * 2)])
def test_a_read_costs_one_point_and_a_write_five(
    installation: Voice, control: Control, verb: str, statuses: list[int]
) -> None:
    control("limits", points_per_minute=11)

    answers = [_asks(installation, verb, number) for number in range(len(statuses) + 1)]

    assert answers == [*statuses, 403]


def _asks(voice: Voice, verb: str, number: int) -> int:
    body = {"name": f"label {number}"} if verb == "POST" else None
    return voice.asks(verb, LABELS, body).status_code


def test_every_endpoint_has_points_of_its_own(installation: Voice, control: Control) -> None:
    control("limits", points_per_minute=5)

    made, again = (_asks(installation, "POST", number) for number in range(2))
    others = [_asks(installation, "GET", 0), installation.asks("GET", ISSUES).status_code]
    of_other_repository = installation.asks("POST", "/repos/acme/other/labels", {"name": "new"})

    assert (made, again) == (201, 403)
    assert others == [200, 200]
    assert of_other_repository.status_code == 403


def test_time_on_the_processor_is_limited_once_it_is_spent(
    installation: Voice, control: Control
) -> None:
    control("limits", cpu_seconds_per_minute=0)

    first, second = (installation.asks("GET", path).status_code for path in (LABELS, ISSUES))
    control("clock", advance_seconds=61)
    later = installation.asks("GET", LABELS).status_code

    assert (first, second, later) == (200, 403, 200)


def test_graphql_may_take_a_part_of_the_time_alone(installation: Voice, control: Control) -> None:
    control("limits", graphql_cpu_seconds_per_minute=0)
    query = "{ rateLimit { remaining } }"
    installation.queries(query)

    refused = installation.queries(query)

    assert refused["errors"][0]["type"] == "RATE_LIMITED"
    assert installation.asks("GET", LABELS).status_code == 200


def test_graphql_is_limited_with_http_200(installation: Voice, control: Control) -> None:
    control("limits", graphql_points_per_minute=1)
    query = "{ rateLimit { remaining } }"
    assert "data" in installation.queries(query)

    refused = installation.queries(query)

    assert refused["data"] is None
    assert refused["errors"][0]["type"] == "RATE_LIMITED"
    assert "secondary rate limit" in refused["errors"][0]["message"]


def test_every_mutation_that_creates_counts_by_itself(
    installation: Voice, control: Control
) -> None:
    issue = installation.opens_an_issue()["node_id"]
    control("limits", content_per_minute=2)
    query = """mutation($id: ID!) {
      a: addComment(input: {subjectId: $id, body: "1"}) { clientMutationId }
      b: addComment(input: {subjectId: $id, body: "2"}) { clientMutationId } }"""

    refused = installation.queries(query, id=issue)

    assert refused["errors"][0]["type"] == "RATE_LIMITED"


def test_too_many_calls_at_once_are_refused(installation: Voice, control: Control) -> None:
    control("limits", concurrent=1)
    control("latency", ms=300)
    together = Barrier(3)

    def ask(_: int) -> int:
        together.wait(timeout=10)
        return installation.asks("GET", LABELS).status_code

    with ThreadPoolExecutor(3) as pool:
        statuses = list(pool.map(ask, range(3)))

    assert 403 in statuses
    control("latency", ms=0)
    assert installation.asks("GET", LABELS).status_code == 200


@pytest.mark.parametrize("order", [{"enforced": False}, {"content_per_minute": 1}])
def test_limits_are_for_the_app_and_can_be_switched_off(
    sandbox: RunningSandbox,
    installation: Voice,
    person: Callable[[str], Voice],
    control: Control,
    order: dict[str, Any],
) -> None:
    control("limits", points_per_minute=1)
    control("limits", **order)
    voice = installation if order == {"enforced": False} else person("dana")

    assert [_files(voice).status_code for _ in range(3)] == [201, 201, 201]
    assert sandbox.world.limits.points_per_minute == 1


def test_the_limits_are_githubs_from_the_start(installation: Voice) -> None:
    statuses = [_files(installation).status_code for _ in range(81)]

    assert statuses == [201] * 80 + [403]


def _files(voice: Voice) -> Any:
    return voice.asks("POST", ISSUES, {"title": "New service"})

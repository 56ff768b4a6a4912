"""What GraphQL says about the checks and statuses of a commit."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.checks import SERVICES, annotation, head_of, output, reports, with_checks
from tests.sandbox.proposing import proposes, rules
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]

ROLLUP = """query($sha: GitObjectID) { repository(owner: "acme", name: "services") {
  object(oid: $sha) { ... on Commit { statusCheckRollup { state commit { oid }
    contexts(first: 10) { checkRunCount statusContextCount totalCount nodes { __typename
      ... on CheckRun { databaseId name status conclusion title url checkSuite { app { slug } }
        annotations(first: 5) { nodes { annotationLevel path location { start { line } } } } }
      ... on StatusContext { context state creator { login } } } } } } } } }"""
SUITES = """query($only: CheckRunFilter) { repository(owner: "acme", name: "services") {
  object(expression: "main") { ... on Commit { checkSuites(first: 5) { nodes { status conclusion
    branch { name } commit { oid } checkRuns(first: 5, filterBy: $only) { totalCount
      nodes { name } } } } } } } }"""
REQUIRED = """query($number: Int) { repository(owner: "acme", name: "services") {
  object(expression: "topic") { ... on Commit { statusCheckRollup { contexts(first: 5) { nodes {
    ... on CheckRun { name isRequired(pullRequestNumber: $number) } } } } } } } }"""

OF_PULL = """query($number: Int!) { repository(owner: "acme", name: "services") {
  pullRequest(number: $number) { checksUrl statusCheckRollup { state } } } }"""


@pytest.fixture
def seed(seed: dict[str, Any]) -> dict[str, Any]:
    return with_checks(seed)


def rollup(voice: Voice) -> Any:
    found = voice.queries(ROLLUP, sha=head_of(voice))
    return found["data"]["repository"]["object"]["statusCheckRollup"]


def states(voice: Voice, state: str) -> None:
    path = f"{SERVICES}/statuses/{head_of(voice)}"
    voice.does("POST", path, {"state": state, "context": "ci"})


def test_a_commit_of_which_nothing_was_said_has_no_rollup(person: Person) -> None:
    assert rollup(person("dana")) is None


def test_the_rollup_has_check_runs_and_statuses(person: Person, installation: Voice) -> None:
    run = reports(installation, output=output(annotations=[annotation()]), conclusion="failure")
    states(person("will"), "success")

    found = rollup(installation)

    assert (found["state"], found["commit"]["oid"]) == ("FAILURE", run["head_sha"])
    contexts = found["contexts"]
    assert (contexts["checkRunCount"], contexts["statusContextCount"]) == (1, 1)
    check, status = contexts["nodes"]
    assert (check["databaseId"], check["conclusion"]) == (run["id"], "FAILURE")
    assert check["url"] == run["html_url"]
    assert check["annotations"]["nodes"] == [
        {"annotationLevel": "WARNING", "path": "README.md", "location": {"start": {"line": 1}}}
    ]
    assert status == {
        "__typename": "StatusContext",
        "context": "ci",
        "state": "SUCCESS",
        "creator": {"login": "will"},
    }


@pytest.mark.parametrize(
    ("conclusion", "status", "state"),
    [
        ("success", "success", "SUCCESS"),
        ("neutral", "success", "SUCCESS"),
        (None, "success", "PENDING"),
        ("success", "pending", "PENDING"),
        ("success", "error", "ERROR"),
        ("timed_out", "pending", "FAILURE"),
    ],
)
def test_the_rollup_is_as_bad_as_the_worst_in_it(
    person: Person, installation: Voice, conclusion: str | None, status: str, state: str
) -> None:
    reports(installation, conclusion=conclusion)
    states(person("will"), status)

    assert rollup(installation)["state"] == state


def test_a_suite_lists_its_runs(installation: Voice) -> None:
    reports(installation, conclusion="failure")
    reports(installation, conclusion="success")
    reports(installation, name="template", conclusion="skipped")

    def found(**only: Any) -> Any:
        answer = installation.queries(SUITES, only=only)
        (suite,) = answer["data"]["repository"]["object"]["checkSuites"]["nodes"]
        return suite

    assert (found()["status"], found()["conclusion"]) == ("COMPLETED", "SUCCESS")
    assert found()["branch"] == {"name": "main"}
    assert found()["checkRuns"]["totalCount"] == 2
    assert found(checkType="ALL")["checkRuns"]["totalCount"] == 3
    assert found(conclusions=["SKIPPED"])["checkRuns"]["nodes"] == [{"name": "template"}]
    assert found(status="QUEUED")["checkRuns"]["nodes"] == []


def test_a_check_that_the_rules_want_is_required(person: Person, installation: Voice) -> None:
    ada = person("ada")
    pull = proposes(ada)
    wanted = {
        "required_status_checks": [{"context": "policy"}],
        "strict_required_status_checks_policy": False,
    }
    rules(ada, {"type": "required_status_checks", "parameters": wanted})
    for name in ("policy", "template"):
        reports(installation, name=name, head_sha=pull["head"]["sha"])

    found = installation.queries(REQUIRED, number=pull["number"])

    rolled = found["data"]["repository"]["object"]["statusCheckRollup"]
    said = {one["name"]: one["isRequired"] for one in rolled["contexts"]["nodes"]}
    assert said == {"policy": True, "template": False}


def test_a_pull_request_has_the_rollup_of_its_head(person: Person, installation: Voice) -> None:
    pull = proposes(person("ada"))
    reports(installation, head_sha=pull["head"]["sha"], conclusion="cancelled")

    answer = installation.queries(OF_PULL, number=pull["number"])

    found = answer["data"]["repository"]["pullRequest"]
    assert found["statusCheckRollup"] == {"state": "FAILURE"}
    assert found["checksUrl"] == pull["html_url"] + "/checks"


def test_a_check_run_is_a_node_for_who_may_read_checks(
    installation: Voice, installed: Callable[..., Voice]
) -> None:
    run = reports(installation)
    query = "query($id: ID!) { node(id: $id) { ... on CheckRun { name } } }"

    assert installation.queries(query, id=run["node_id"])["data"]["node"] == {"name": "policy"}
    blind = installed(permissions={"contents": "read"})
    assert blind.queries(query, id=run["node_id"])["errors"][0]["type"] == "FORBIDDEN"

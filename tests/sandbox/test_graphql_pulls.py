"""Pull requests by GraphQL: read whole, listed, and with their story."""

from collections.abc import Callable
from typing import Any

from tests.sandbox.documents import done
from tests.sandbox.proposing import (
    PULLS,
    REPOSITORY,
    branches,
    proposes,
    pushes,
    review_rule,
    reviews,
    rules,
)
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]
PULL = """query($number: Int!) { repository(owner: "acme", name: "services") {
  pullRequest(number: $number) {
    id number url state isDraft mergeable mergeStateStatus title body merged mergedAt
    headRefName headRefOid baseRefName additions deletions changedFiles reviewDecision
    author { __typename login } mergeCommit { oid } labels(first: 5) { nodes { name } }
    reviews(first: 5) { nodes { state body author { login } commit { oid } } }
    latestOpinionatedReviews(first: 5, writersOnly: true) { totalCount }
    reviewRequests(first: 5) { nodes { requestedReviewer { ... on User { login } } } }
    files(first: 5) { nodes { path changeType additions } }
    commits(first: 5) { totalCount nodes { commit { oid messageHeadline } } } } } }"""
STORY = """query($id: ID!) { node(id: $id) { ... on PullRequest {
      timelineItems(first: 20) { totalCount nodes { __typename ... on Node { id }
        ... on ReviewRequestedEvent { requestedReviewer { ... on User { login } } }
        ... on PullRequestReview { state }
        ... on ReviewDismissedEvent { previousReviewState dismissalMessage url }
        ... on BaseRefChangedEvent { previousRefName currentRefName }
        ... on HeadRefForcePushedEvent { beforeCommit { oid } afterCommit { oid } ref { name } }
        ... on MergedEvent { commit { oid } mergeRefName pullRequest { number } } } }
      merges: timelineItems(first: 5, itemTypes: [MERGED_EVENT]) { filteredCount } } } }"""


def pull_of(voice: Voice, number: int) -> dict[str, Any]:
    answer = voice.queries(PULL, number=number)
    assert "errors" not in answer, answer["errors"]
    found = answer["data"]["repository"]["pullRequest"]
    assert isinstance(found, dict)
    return found


def test_a_pull_request_is_read_whole(person: Person, installation: Voice) -> None:
    pull = proposes(installation, body="Please.")
    number = pull["number"]
    person("will").does("POST", f"{REPOSITORY}/issues/{number}/labels", ["bug"])
    person("will").does("POST", f"{PULLS}/{number}/requested_reviewers", {"reviewers": ["ada"]})
    reviews(person("will"), number)

    found = pull_of(person("dana"), number)

    assert (found["id"], found["url"]) == (pull["node_id"], pull["html_url"])
    assert (found["state"], found["isDraft"], found["merged"]) == ("OPEN", False, False)
    assert (found["mergeable"], found["mergeStateStatus"]) == ("UNKNOWN", "UNKNOWN")
    assert (found["headRefName"], found["baseRefName"]) == ("topic", "main")
    assert found["author"] == {"__typename": "Bot", "login": "slipway"}
    assert found["labels"] == {"nodes": [{"name": "bug"}]}
    assert found["files"]["nodes"] == [{"path": "topic.txt", "changeType": "ADDED", "additions": 1}]
    assert found["commits"]["nodes"][0]["commit"]["oid"] == found["headRefOid"]
    assert found["reviews"]["nodes"][0]["state"] == "APPROVED"
    assert found["latestOpinionatedReviews"] == {"totalCount": 1}
    assert found["reviewRequests"]["nodes"] == [{"requestedReviewer": {"login": "ada"}}]
    assert found["reviewDecision"] is None


def test_mergeability_is_told_at_the_second_query(installation: Voice) -> None:
    number = proposes(installation)["number"]

    looks = [pull_of(installation, number) for _ in "12"]

    assert [(one["mergeable"], one["mergeStateStatus"]) for one in looks] == [
        ("UNKNOWN", "UNKNOWN"),
        ("MERGEABLE", "CLEAN"),
    ]


def test_the_decision_follows_the_rule(person: Person, installation: Voice) -> None:
    number = proposes(installation)["number"]
    rules(person("ada"), review_rule(required_approving_review_count=1))

    decisions = [pull_of(installation, number)["reviewDecision"]]
    for event in ("REQUEST_CHANGES", "APPROVE"):
        reviews(person("ada"), number, event)
        decisions.append(pull_of(installation, number)["reviewDecision"])

    assert decisions == ["REVIEW_REQUIRED", "CHANGES_REQUESTED", "APPROVED"]


def test_pull_requests_are_listed_and_are_no_issues(installation: Voice) -> None:
    installation.opens_an_issue()
    for name in ("one", "two"):
        proposes(installation, name)
    installation.does("PATCH", f"{PULLS}/2", {"state": "closed"})
    query = """{ repository(owner: "acme", name: "services") {
      all: pullRequests(first: 5) { nodes { number } }
      open: pullRequests(first: 5, states: [OPEN], headRefName: "two") { nodes { number } }
      issues(first: 5) { nodes { number } }
      either: issueOrPullRequest(number: 2) { __typename }
      ref(qualifiedName: "two") { associatedPullRequests(first: 5) { nodes { number } } } } }"""

    found = done(installation, query)["repository"]

    assert [one["number"] for one in found["all"]["nodes"]] == [2, 3]
    assert found["open"]["nodes"] == [{"number": 3}]
    assert found["issues"]["nodes"] == [{"number": 1}]
    assert found["either"] == {"__typename": "PullRequest"}
    assert found["ref"]["associatedPullRequests"]["nodes"] == [{"number": 3}]


def test_many_repositories_are_read_by_aliases(installation: Voice) -> None:
    proposes(installation)
    parts = "".join(
        f"""r{at}: repository(owner: "acme", name: "{name}") {{ name
          pullRequests(first: 1, states: [OPEN]) {{ totalCount }}
          object(expression: "HEAD:README.md") {{ ... on Blob {{ text }} }} }} """
        for at, name in enumerate(("services", "other", "gone"))
    )

    answer = installation.queries(f"{{ {parts} }}")

    assert answer["data"]["r0"]["pullRequests"] == {"totalCount": 1}
    assert answer["data"]["r0"]["object"] == {"text": "hello\n"}
    assert answer["data"]["r1"]["object"] is None
    assert answer["data"]["r2"] is None
    assert [error["path"] for error in answer["errors"]] == [["r2"]]


def lives(pull: Any, will: Voice, installation: Voice) -> None:
    """All that the timeline of a pull request tells, once each."""
    path = f"{PULLS}/{pull['number']}"
    branches(installation, "release")
    will.does("POST", f"{path}/requested_reviewers", {"reviewers": ["ada"]})
    will.does("DELETE", f"{path}/requested_reviewers", {"reviewers": ["ada"]})
    made = reviews(will, pull["number"])
    will.does("PUT", f"{path}/reviews/{made['id']}/dismissals", {"message": "No."})
    will.does("PATCH", path, {"base": "release"})
    forced = {"sha": pushes(installation, "main", "forced.txt"), "force": True}
    installation.does("PATCH", f"{REPOSITORY}/git/refs/heads/topic", forced)
    will.does("PUT", f"{path}/merge", {})


def test_the_timeline_of_a_pull_request_has_events_of_its_own(
    person: Person, installation: Voice
) -> None:
    pull = proposes(installation)
    lives(pull, person("will"), installation)

    found = done(installation, STORY, id=pull["node_id"])["node"]

    nodes = found["timelineItems"]["nodes"]
    assert [one["__typename"] for one in nodes] == [
        "ReviewRequestedEvent",
        "ReviewRequestRemovedEvent",
        "PullRequestReview",
        "ReviewDismissedEvent",
        "BaseRefChangedEvent",
        "HeadRefForcePushedEvent",
        "MergedEvent",
        "ClosedEvent",
    ]
    assert nodes[3]["previousReviewState"] == "APPROVED"
    assert (nodes[4]["previousRefName"], nodes[4]["currentRefName"]) == ("main", "release")
    assert nodes[5]["beforeCommit"] == {"oid": pull["head"]["sha"]}
    assert nodes[6]["mergeRefName"] == "release"
    assert found["merges"] == {"filteredCount": 1}

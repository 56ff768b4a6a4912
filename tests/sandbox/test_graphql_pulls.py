"""Pull requests and commits by GraphQL: read in one query, written in one document."""

from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.conftest import Ear
from tests.sandbox.proposing import (
    PULLS,
    REPOSITORY,
    branches,
    opens,
    proposes,
    pushes,
    review_rule,
    reviews,
    rules,
    tip,
)
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]
Control = Callable[..., Any]
COMMIT = """mutation($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) {
  commit { oid message signature { isValid wasSignedByGitHub state }
    author { name email } parents(first: 5) { nodes { oid } } }
  ref { name target { oid } } } }"""
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


def pull_of(voice: Voice, number: int) -> dict[str, Any]:
    answer = voice.queries(PULL, number=number)
    assert "errors" not in answer, answer["errors"]
    found = answer["data"]["repository"]["pullRequest"]
    assert isinstance(found, dict)
    return found


def done(voice: Voice, query: str, **variables: Any) -> dict[str, Any]:
    """The data of a document that must succeed."""
    answer = voice.queries(query, **variables)
    assert "errors" not in answer, answer["errors"]
    found = answer["data"]
    assert isinstance(found, dict)
    return found


def refused(voice: Voice, query: str, **variables: Any) -> tuple[str, str]:
    """Type and message of the one error."""
    (error,) = voice.queries(query, **variables)["errors"]
    return error["type"], error["message"]


def commit(voice: Voice, **fields: Any) -> dict[str, Any]:
    """The input of a commit upon topic, unless `fields` say otherwise."""
    return {
        "branch": {"repositoryNameWithOwner": "acme/services", "branchName": "topic"},
        "expectedHeadOid": tip(voice, "topic"),
        "message": {"headline": "Write", "body": "Because."},
        "fileChanges": {
            "additions": [{"path": "a/new.txt", "contents": b64encode(b"new").decode()}],
            "deletions": [{"path": "docs/guide.md"}],
        },
    } | fields


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


def test_an_issue_mutation_finds_no_pull_request(installation: Voice) -> None:
    pull = proposes(installation)
    query = "mutation($id: ID!) { closeIssue(input: {issueId: $id}) { issue { id } } }"

    assert refused(installation, query, id=pull["node_id"])[0] == "NOT_FOUND"


def test_a_commit_is_made_signed_and_told(installation: Voice, ear: Ear) -> None:
    branches(installation)
    before = tip(installation, "topic")

    made = done(installation, COMMIT, input=commit(installation))["createCommitOnBranch"]

    assert made["ref"] == {"name": "topic", "target": {"oid": made["commit"]["oid"]}}
    assert made["commit"]["message"] == "Write\n\nBecause."
    assert made["commit"]["author"]["name"] == "slipway[bot]"
    assert made["commit"]["parents"]["nodes"] == [{"oid": before}]
    assert made["commit"]["signature"] == {
        "isValid": True,
        "wasSignedByGitHub": True,
        "state": "VALID",
    }
    sha = made["commit"]["oid"]
    tree = installation.gets(f"{REPOSITORY}/git/trees/{sha}?recursive=1")["tree"]
    files = {one["path"]: one["mode"] for one in tree if one["type"] == "blob"}
    assert files == {"README.md": "100644", "a/new.txt": "100644"}
    assert installation.gets(f"{REPOSITORY}/commits/{sha}")["commit"]["verification"]["verified"]
    told = [one.payload["after"] for one in ear.hears(2)]
    assert told == [before, sha]


def test_a_commit_wants_the_branch_where_it_was_seen(installation: Voice) -> None:
    branches(installation)
    stale = commit(installation)
    pushes(installation)

    kind, message = refused(installation, COMMIT, input=stale)

    assert kind == "STALE_DATA"
    sha = stale["expectedHeadOid"]
    assert message == f'Expected branch to point to "{sha}" but it did not.  Pull and try again.'


def test_the_expected_head_cannot_be_left_out(installation: Voice) -> None:
    branches(installation)
    wanted = commit(installation)
    del wanted["expectedHeadOid"]

    assert "expectedHeadOid" in installation.queries(COMMIT, input=wanted)["errors"][0]["message"]


def test_what_cannot_be_committed_is_refused(installation: Voice) -> None:
    branches(installation)
    gone = {"deletions": [{"path": "nothing.txt"}]}
    crooked = {"additions": [{"path": "a", "contents": "no base 64!"}]}
    outside = {"additions": [{"path": "../a", "contents": ""}]}
    nowhere = {"repositoryNameWithOwner": "acme/services", "branchName": "nowhere"}

    kinds = [
        refused(installation, COMMIT, input=commit(installation, fileChanges=one))[0]
        for one in (gone, crooked, outside)
    ]
    kinds.append(refused(installation, COMMIT, input=commit(installation, branch=nowhere))[0])

    assert kinds == ["UNPROCESSABLE", "UNPROCESSABLE", "UNPROCESSABLE", "NOT_FOUND"]


def test_workflow_files_need_their_permission(person: Person, installation: Voice) -> None:
    branches(installation)
    files = {"additions": [{"path": ".github/workflows/ci.yml", "contents": ""}]}

    kind, message = refused(installation, COMMIT, input=commit(installation, fileChanges=files))

    assert kind == "FORBIDDEN"
    assert "without `workflows` permission" in message
    done(person("will"), COMMIT, input=commit(installation, fileChanges=files))


def test_a_rule_forbids_a_commit_too(installation: Voice) -> None:
    rules(installation, review_rule())
    main = {"repositoryNameWithOwner": "acme/services", "branchName": "main"}
    wanted = {"branch": main, "expectedHeadOid": tip(installation, "main")}
    branches(installation)

    kind, message = refused(installation, COMMIT, input=commit(installation, **wanted))

    assert kind == "UNPROCESSABLE"
    assert "Changes must be made through a pull request." in message


@pytest.mark.parametrize("login", ["dana", "olga"])
def test_a_reader_commits_nothing(person: Person, installation: Voice, login: str) -> None:
    branches(installation)

    assert refused(person(login), COMMIT, input=commit(installation))[0] == "FORBIDDEN"


def test_refs_are_made_moved_and_deleted(installation: Voice) -> None:
    repository = installation.gets(REPOSITORY)["node_id"]
    first = tip(installation, "main")
    create = """mutation($id: ID!, $oid: GitObjectID!) {
      createRef(input: {repositoryId: $id, name: "refs/heads/next", oid: $oid}) {
        ref { id name prefix target { oid } } } }"""
    update = """mutation($id: ID!, $oid: GitObjectID!, $force: Boolean) {
      updateRef(input: {refId: $id, oid: $oid, force: $force}) { ref { target { oid } } } }"""
    delete = "mutation($id: ID!) { deleteRef(input: {refId: $id}) { clientMutationId } }"

    ref = done(installation, create, id=repository, oid=first)["createRef"]["ref"]
    again = refused(installation, create, id=repository, oid=first)
    second = pushes(installation, "main")
    moved = done(installation, update, id=ref["id"], oid=second)["updateRef"]["ref"]
    backwards = refused(installation, update, id=ref["id"], oid=first)
    done(installation, update, id=ref["id"], oid=first, force=True)
    done(installation, delete, id=ref["id"])

    assert (ref["name"], ref["prefix"], ref["target"]["oid"]) == ("next", "refs/heads/", first)
    assert again == (
        "UNPROCESSABLE",
        'A ref named "refs/heads/next" already exists in the repository.',
    )
    assert moved["target"]["oid"] == second
    assert backwards[0] == "UNPROCESSABLE"
    assert refused(installation, delete, id=ref["id"])[0] == "NOT_FOUND"


def test_one_document_makes_a_branch_a_commit_and_a_pull_request(
    installation: Voice, control: Control
) -> None:
    repository = installation.gets(REPOSITORY)["node_id"]
    sha = tip(installation, "main")
    control("calls", verb="DELETE")
    document = """mutation($id: ID!, $oid: GitObjectID!, $branch: CommittableBranch!) {
      branch: createRef(input: {repositoryId: $id, name: "refs/heads/topic", oid: $oid}) {
        ref { id } }
      commit: createCommitOnBranch(input: {branch: $branch, expectedHeadOid: $oid,
        message: {headline: "Write"}, fileChanges: {additions: [{path: "b", contents: "Yg=="}]}}) {
        commit { oid } }
      pull: createPullRequest(input: {repositoryId: $id, title: "Write", headRefName: "topic",
        baseRefName: "main", body: "Please.", draft: true}) {
        pullRequest { number isDraft headRefOid additions } } }"""
    branch = {"repositoryNameWithOwner": "acme/services", "branchName": "topic"}

    made = done(installation, document, id=repository, oid=sha, branch=branch)

    pull = made["pull"]["pullRequest"]
    assert (pull["number"], pull["isDraft"], pull["additions"]) == (1, True, 1)
    assert pull["headRefOid"] == made["commit"]["commit"]["oid"]
    calls = control("calls", verb="GET")
    assert (calls["writes"], calls["content_creating"]) == (3, 1)


def test_a_pull_request_that_cannot_be_is_refused_in_words(installation: Voice) -> None:
    repository = installation.gets(REPOSITORY)["node_id"]
    query = """mutation($id: ID!, $head: String!) { createPullRequest(input: {repositoryId: $id,
      title: "Add", headRefName: $head, baseRefName: "main"}) { pullRequest { id } } }"""
    branches(installation)

    nothing = refused(installation, query, id=repository, head="topic")
    nowhere = refused(installation, query, id=repository, head="nowhere")
    pushes(installation)
    opens(installation)
    again = refused(installation, query, id=repository, head="topic")

    assert nothing == ("UNPROCESSABLE", "No commits between main and topic")
    assert nowhere[1].endswith("No commits between main and nowhere, Head ref must be a branch")
    assert again == ("UNPROCESSABLE", "A pull request already exists for acme:topic.")


def test_a_pull_request_is_changed_made_a_draft_and_merged(
    person: Person, installation: Voice, ear: Ear
) -> None:
    pull = proposes(installation)
    ada = person("ada").gets("/users/ada")["node_id"]
    bug = installation.gets(f"{REPOSITORY}/labels/bug")["node_id"]
    document = """mutation($id: ID!, $ada: ID!, $bug: ID!, $oid: GitObjectID!) {
      draft: convertPullRequestToDraft(input: {pullRequestId: $id}) { pullRequest { isDraft } }
      ready: markPullRequestReadyForReview(input: {pullRequestId: $id}) {
        pullRequest { isDraft } }
      updatePullRequest(input: {pullRequestId: $id, title: "New", labelIds: [$bug],
        assigneeIds: [$ada]}) { actor { login } pullRequest { title } }
      requestReviews(input: {pullRequestId: $id, userIds: [$ada], union: true}) {
        requestedReviewersEdge { node { login } } }
      closePullRequest(input: {pullRequestId: $id}) { pullRequest { state closed } }
      reopenPullRequest(input: {pullRequestId: $id}) { pullRequest { state } }
      mergePullRequest(input: {pullRequestId: $id, mergeMethod: SQUASH, expectedHeadOid: $oid,
        commitHeadline: "All at once"}) {
        pullRequest { state merged mergedBy { login } mergeCommit { messageHeadline } } } }"""

    made = done(
        installation, document, id=pull["node_id"], ada=ada, bug=bug, oid=pull["head"]["sha"]
    )

    assert made["draft"]["pullRequest"] == {"isDraft": True}
    assert made["ready"]["pullRequest"] == {"isDraft": False}
    assert made["closePullRequest"]["pullRequest"] == {"state": "CLOSED", "closed": True}
    assert made["mergePullRequest"]["pullRequest"] == {
        "state": "MERGED",
        "merged": True,
        "mergedBy": {"login": "slipway"},
        "mergeCommit": {"messageHeadline": "All at once"},
    }
    names = [one.name for one in ear.hears(13)]
    assert names[3:] == [
        "pull_request.converted_to_draft",
        "pull_request.ready_for_review",
        "pull_request.edited",
        "pull_request.labeled",
        "pull_request.assigned",
        "pull_request.review_requested",
        "pull_request.closed",
        "pull_request.reopened",
        "pull_request.closed",
        "push",
    ]


def test_merging_takes_the_permission_for_contents(
    installed: Callable[..., Voice], installation: Voice
) -> None:
    pull = proposes(installation)
    query = (
        "mutation($id: ID!) { mergePullRequest(input: {pullRequestId: $id}) { actor { login } } }"
    )
    narrowed = {"pull_requests": "write"}

    assert refused(installed(permissions=narrowed), query, id=pull["node_id"])[0] == "FORBIDDEN"


def test_a_pull_request_is_reviewed_by_mutation(person: Person, installation: Voice) -> None:
    ada, pull = person("ada"), proposes(installation)
    add = """mutation($id: ID!) { addPullRequestReview(input: {pullRequestId: $id, body: "Hm."}) {
      pullRequestReview { id state submittedAt } } }"""
    submit = """mutation($id: ID!) { submitPullRequestReview(input: {pullRequestId: $id,
      event: APPROVE}) { pullRequestReview { state author { login } } } }"""
    dismiss = """mutation($id: ID!) { dismissPullRequestReview(input: {pullRequestReviewId: $id,
      message: "No."}) { pullRequestReview { state } } }"""
    node = "query($id: ID!) { node(id: $id) { __typename } }"

    review = done(ada, add, id=pull["node_id"])["addPullRequestReview"]["pullRequestReview"]
    hidden = refused(installation, node, id=review["id"])
    sent = done(ada, submit, id=pull["node_id"])["submitPullRequestReview"]["pullRequestReview"]
    seen = done(installation, node, id=review["id"])["node"]
    gone = done(ada, dismiss, id=review["id"])["dismissPullRequestReview"]["pullRequestReview"]

    assert (review["state"], review["submittedAt"], hidden[0]) == ("PENDING", None, "NOT_FOUND")
    assert sent == {"state": "APPROVED", "author": {"login": "ada"}}
    assert seen == {"__typename": "PullRequestReview"}
    assert gone == {"state": "DISMISSED"}


def test_comments_and_labels_are_put_on_a_pull_request(installation: Voice) -> None:
    pull = proposes(installation)
    bug = installation.gets(f"{REPOSITORY}/labels/bug")["node_id"]
    document = """mutation($id: ID!, $bug: ID!) {
      addLabelsToLabelable(input: {labelableId: $id, labelIds: [$bug]}) {
        labelable { __typename labels(first: 1) { nodes { name } } } }
      addComment(input: {subjectId: $id, body: "look"}) {
        commentEdge { node { url pullRequest { number } } } } }"""

    made = done(installation, document, id=pull["node_id"], bug=bug)

    assert made["addLabelsToLabelable"]["labelable"]["__typename"] == "PullRequest"
    comment = made["addComment"]["commentEdge"]["node"]
    assert comment["pullRequest"] == {"number": pull["number"]}
    assert f"/pull/{pull['number']}#issuecomment-" in comment["url"]


def test_the_timeline_of_a_pull_request_has_events_of_its_own(
    person: Person, installation: Voice
) -> None:
    will, pull = person("will"), proposes(installation)
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
    query = """query($id: ID!) { node(id: $id) { ... on PullRequest {
      timelineItems(first: 20) { totalCount nodes { __typename ... on Node { id }
        ... on ReviewRequestedEvent { requestedReviewer { ... on User { login } } }
        ... on PullRequestReview { state }
        ... on ReviewDismissedEvent { previousReviewState dismissalMessage url }
        ... on BaseRefChangedEvent { previousRefName currentRefName }
        ... on HeadRefForcePushedEvent { beforeCommit { oid } afterCommit { oid } ref { name } }
        ... on MergedEvent { commit { oid } mergeRefName pullRequest { number } } } }
      merges: timelineItems(first: 5, itemTypes: [MERGED_EVENT]) { filteredCount } } } }"""

    found = done(installation, query, id=pull["node_id"])["node"]

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

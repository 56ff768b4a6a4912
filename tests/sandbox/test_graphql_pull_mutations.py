"""Pull requests by mutation: opened, changed, reviewed and merged."""

from collections.abc import Callable
from typing import Any

from tests.sandbox.conftest import Ear
from tests.sandbox.documents import done, refused
from tests.sandbox.proposing import (
    REPOSITORY,
    branches,
    opens,
    proposes,
    pushes,
    tip,
)
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]
Control = Callable[..., Any]
EVERY_CHANGE = """mutation($id: ID!, $ada: ID!, $bug: ID!, $oid: GitObjectID!) {
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

    made = done(
        installation, EVERY_CHANGE, id=pull["node_id"], ada=ada, bug=bug, oid=pull["head"]["sha"]
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


def test_an_issue_mutation_finds_no_pull_request(installation: Voice) -> None:
    pull = proposes(installation)
    query = "mutation($id: ID!) { closeIssue(input: {issueId: $id}) { issue { id } } }"

    assert refused(installation, query, id=pull["node_id"])[0] == "NOT_FOUND"

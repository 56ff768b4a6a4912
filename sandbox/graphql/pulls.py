"""Resolvers of PullRequest, its files and commits, and where they are found."""

from typing import Any

from sandbox.acts.lateness import shown
from sandbox.acts.mergeability import look
from sandbox.acts.ownership import Owner
from sandbox.acts.requirements import approvals, asks_for_reviews, objections, unmet_reviews
from sandbox.git.diffs import Change, changes, commits_between
from sandbox.graphql import issues
from sandbox.graphql.connections import connection
from sandbox.graphql.context import Info, context_of, need, not_found
from sandbox.graphql.objects import CommitOfPull, GitThing, RefThing
from sandbox.shapes.pull import size
from sandbox.world.issues import Comment, Issue
from sandbox.world.mergeability import Mergeability
from sandbox.world.pulls import PullRequest, ReviewState, pulls_of
from sandbox.world.repositories import Repository

READ = "pull_requests:read"
CHANGES = {"removed": "DELETED"}
MERGEABLE = {None: "UNKNOWN", True: "MERGEABLE", False: "CONFLICTING"}


def pull(one: Repository, info: Info, number: int) -> PullRequest:
    need(context_of(info), one, READ)
    found = one.issues.get(number)
    if not isinstance(found, PullRequest):
        raise not_found(f"a PullRequest with the number of {number}")
    return found


def issue_or_pull(one: Repository, info: Info, number: int) -> Issue:
    found = one.issues.get(number)
    if found is None:
        raise not_found(f"an issue or pull request with the number of {number}")
    need(context_of(info), one, READ if isinstance(found, PullRequest) else "issues:read")
    return found


def pulls(one: Repository, info: Info, **arguments: Any) -> dict[str, Any]:
    need(context_of(info), one, READ)
    head, base = arguments.get("headRefName"), arguments.get("baseRefName")
    states = arguments.get("states")
    names = {name.lower() for name in arguments.get("labels") or []}
    found = [
        each
        for each in shown(context_of(info).world, pulls_of(one))
        if (not states or each.state_name in states)
        and head in (None, each.head_ref)
        and base in (None, each.base_ref)
        and (not names or names & {label.name.lower() for label in each.labels})
    ]
    order = arguments.get("orderBy") or {"field": "CREATED_AT", "direction": "ASC"}
    if order["field"] == "UPDATED_AT":
        found.sort(key=lambda each: each.updated_at)
    if order["field"] == "COMMENTS":
        found.sort(key=lambda each: len(each.comments))
    if order["direction"] == "DESC":
        found.reverse()
    return connection(info, found, arguments)


def _looked(one: PullRequest, info: Info) -> Mergeability:
    """What is known of merging it: one document asks once, however often it names it."""
    context = context_of(info)
    if one.node_id not in context.looked:
        context.looked[one.node_id] = look(context.world, one)
    return context.looked[one.node_id]


def files(one: PullRequest, info: Info, **arguments: Any) -> dict[str, Any]:
    found = changes(one.repository.git, one.base_tip, one.head_sha)
    return connection(info, [_file(each) for each in found], arguments)


def _file(one: Change) -> dict[str, Any]:
    return {
        "path": one.path,
        "additions": one.additions,
        "deletions": one.deletions,
        "changeType": CHANGES.get(one.status, one.status.upper()),
    }


def commits(one: PullRequest, info: Info, **arguments: Any) -> dict[str, Any]:
    shas = commits_between(one.repository.git, one.base_tip, one.head_sha)
    return connection(info, [CommitOfPull(one, sha) for sha in shas], arguments)


def reviews(one: PullRequest, info: Info, **arguments: Any) -> dict[str, Any]:
    states, author = arguments.get("states"), arguments.get("author")
    found = [
        each
        for each in one.seen_by(context_of(info).actor.account)
        if (not states or each.state.name in states) and author in (None, each.author.account.login)
    ]
    return connection(info, found, arguments)


def latest_reviews(one: PullRequest, info: Info, **arguments: Any) -> dict[str, Any]:
    found = {each.author.account.id: each for each in one.submitted()}
    return connection(info, list(found.values()), arguments)


def latest_opinions(one: PullRequest, info: Info, **arguments: Any) -> dict[str, Any]:
    writers = [*approvals(one), *objections(one)]
    found = [
        each
        for each in one.opinions().values()
        if each.state is not ReviewState.DISMISSED
        and (each in writers or not arguments.get("writersOnly"))
    ]
    return connection(info, found, arguments)


def decision(one: PullRequest, info: Info) -> str | None:
    """Null where no rule asks for reviews, which is unconfirmed."""
    if not asks_for_reviews(one):
        return None
    if objections(one):
        return "CHANGES_REQUESTED"
    return "REVIEW_REQUIRED" if unmet_reviews(context_of(info).world, one) else "APPROVED"


def requests(one: PullRequest, info: Info, **arguments: Any) -> dict[str, Any]:
    asked: list[Owner] = [*one.requested_reviewers, *one.requested_teams]
    found = [
        {
            "id": f"RR_{one.pull_id}:{each.node_id}",
            "asCodeOwner": False,
            "pullRequest": one,
            "requestedReviewer": each,
        }
        for each in asked
    ]
    return connection(info, found, arguments)


def _ref(one: PullRequest, name: str) -> RefThing | None:
    return RefThing(one.repository, name) if one.repository.git.ref(name) else None


def merge_commit(one: PullRequest, _: Info) -> GitThing | None:
    sha = one.merge_commit_sha
    return GitThing("Commit", one.repository, sha) if sha else None


def pull_of_comment(one: Comment, _: Info) -> PullRequest | None:
    return one.issue if isinstance(one.issue, PullRequest) else None


def commit_path(one: CommitOfPull, info: Info) -> str:
    return f"{issues.path(one.pull_request, info)}/commits/{one.oid}"


RESOLVERS: dict[str, dict[str, Any]] = {
    "Repository": {"pullRequest": pull, "pullRequests": pulls, "issueOrPullRequest": issue_or_pull},
    "IssueComment": {"pullRequest": pull_of_comment},
    "PullRequestCommit": {
        "resourcePath": commit_path,
        "url": lambda one, info: context_of(info).world.url + commit_path(one, info),
    },
    "PullRequest": {
        **issues.RESOLVERS["Issue"],
        "databaseId": lambda one, _: one.pull_id,
        "fullDatabaseId": lambda one, _: str(one.pull_id),
        "state": lambda one, _: one.state_name,
        "isDraft": lambda one, _: one.draft,
        "isInMergeQueue": lambda *_: False,
        "isCrossRepository": lambda one, _: one.fork is not None,
        "maintainerCanModify": lambda *_: False,
        "headRefName": lambda one, _: one.head_ref,
        "headRefOid": lambda one, _: one.head_sha,
        "headRef": lambda one, _: None if one.fork else _ref(one, one.head_name),
        # A fork that the App is not installed on is hidden from it.
        "headRepository": lambda one, _: None if one.fork else one.repository,
        "headRepositoryOwner": lambda one, _: one.head_owner,
        "baseRefName": lambda one, _: one.base_ref,
        "baseRefOid": lambda one, _: one.base_sha,
        "baseRef": lambda one, _: _ref(one, one.base_name),
        "baseRepository": lambda one, _: one.repository,
        "mergeable": lambda one, info: MERGEABLE[_looked(one, info).mergeable],
        "mergeStateStatus": lambda one, info: _looked(one, info).state.upper(),
        "canBeRebased": lambda one, info: bool(_looked(one, info).rebaseable),
        "mergeCommit": merge_commit,
        "permalink": issues.url,
        "additions": lambda one, _: size(one)["additions"],
        "deletions": lambda one, _: size(one)["deletions"],
        "changedFiles": lambda one, _: size(one)["changed_files"],
        "totalCommentsCount": lambda one, _: len(one.comments),
        "files": files,
        "commits": commits,
        "reviews": reviews,
        "latestReviews": latest_reviews,
        "latestOpinionatedReviews": latest_opinions,
        "reviewDecision": decision,
        "reviewRequests": requests,
    },
}

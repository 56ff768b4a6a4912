"""The mutations: the same acts as the REST API, named by node ids."""

from typing import Any

from sandbox.acts import comments, issues, labelling
from sandbox.acts.labels import create_label
from sandbox.graphql.context import Context, Info, context_of, need, no_node
from sandbox.graphql.mutating import answer, find, mutations_of
from sandbox.rest.caller import UserCaller
from sandbox.world.issues import Comment, Issue, State
from sandbox.world.labels import Label
from sandbox.world.people import Role
from sandbox.world.pulls import PullRequest
from sandbox.world.repositories import Repository
from sandbox.world.roles import role_in

WRITE = "issues:write pull_requests:write"


def _issue(context: Context, node_id: str, role: Role) -> Issue:
    """The issue, if the caller may write; its author needs no role beyond reading."""
    found = _no_pull(find(context, node_id, Issue))
    author = found.author.account is context.actor.account
    need(context, found.repository, WRITE, Role.READ if author else role)
    return found


def _no_pull(found: Issue) -> Issue:
    """The issue itself: a pull request is none in GraphQL."""
    if isinstance(found, PullRequest):
        raise no_node(found.node_id)
    return found


def _subject(context: Context, node_id: str) -> Issue:
    """An issue or a pull request, which have labels and comments in common."""
    found = find(context, node_id, Issue)
    need(context, found.repository, WRITE)
    return found


def _labels(context: Context, where: Repository, ids: list[str]) -> list[Label]:
    found = [find(context, node_id, Label) for node_id in ids]
    for node_id, label in zip(ids, found, strict=True):
        if label.repository is not where:
            raise no_node(node_id)
    return found


def add_labels(_: Any, info: Info, given: dict[str, Any]) -> dict[str, Any]:
    context = context_of(info)
    issue = find(context, given["labelableId"], Issue)
    need(context, issue.repository, WRITE, Role.TRIAGE)
    for label in _labels(context, issue.repository, given["labelIds"]):
        labelling.add_label(context.world, issue, context.actor, label)
    return answer(given, labelable=issue)


def remove_labels(_: Any, info: Info, given: dict[str, Any]) -> dict[str, Any]:
    context = context_of(info)
    issue = find(context, given["labelableId"], Issue)
    need(context, issue.repository, WRITE, Role.TRIAGE)
    for label in _labels(context, issue.repository, given["labelIds"]):
        labelling.remove_label(context.world, issue, context.actor, label)
    return answer(given, labelable=issue)


def add_comment(_: Any, info: Info, given: dict[str, Any]) -> dict[str, Any]:
    context = context_of(info)
    issue = _subject(context, given["subjectId"])
    comment = comments.add_comment(context.world, issue, context.actor, given["body"])
    edge = {"cursor": comment.node_id, "node": comment}
    return answer(given, subject=issue, commentEdge=edge)


def _comment(context: Context, node_id: str) -> Comment:
    found = find(context, node_id, Comment)
    author = found.author.account is context.actor.account
    need(context, found.issue.repository, WRITE, Role.READ if author else Role.WRITE)
    return found


def update_comment(_: Any, info: Info, given: dict[str, Any]) -> dict[str, Any]:
    context = context_of(info)
    comment = _comment(context, given["id"])
    comments.edit_comment(context.world, comment, context.actor, given["body"])
    return answer(given, issueComment=comment)


def delete_comment(_: Any, info: Info, given: dict[str, Any]) -> dict[str, Any]:
    context = context_of(info)
    comments.delete_comment(context.world, _comment(context, given["id"]), context.actor)
    return answer(given)


def close_issue(_: Any, info: Info, given: dict[str, Any]) -> dict[str, Any]:
    context = context_of(info)
    issue = _issue(context, given["issueId"], Role.TRIAGE)
    reason = (given.get("stateReason") or "COMPLETED").lower()
    issues.set_state(context.world, issue, context.actor, State.CLOSED, reason)
    return answer(given, issue=issue)


def reopen_issue(_: Any, info: Info, given: dict[str, Any]) -> dict[str, Any]:
    context = context_of(info)
    issue = _issue(context, given["issueId"], Role.TRIAGE)
    issues.set_state(context.world, issue, context.actor, State.OPEN)
    return answer(given, issue=issue)


def create_issue(_: Any, info: Info, given: dict[str, Any]) -> dict[str, Any]:
    context = context_of(info)
    where = find(context, given["repositoryId"], Repository)
    need(context, where, WRITE)
    caller = context.caller
    trusted = not isinstance(caller, UserCaller) or role_in(where, caller.account) >= Role.WRITE
    labels = _labels(context, where, given.get("labelIds") or []) if trusted else []
    made = issues.open_issue(
        context.world, where, context.actor, given["title"], given.get("body"), labels
    )
    return answer(given, issue=made)


def update_issue(_: Any, info: Info, given: dict[str, Any]) -> dict[str, Any]:
    context = context_of(info)
    issue = _issue(context, given["id"], Role.TRIAGE)
    title, body = given.get("title"), given.get("body")
    issues.edit_issue(context.world, issue, context.actor, title=title, body=body)
    if given.get("labelIds") is not None:
        need(context, issue.repository, WRITE, Role.TRIAGE)
        wanted = _labels(context, issue.repository, given["labelIds"])
        labelling.replace_labels(context.world, issue, context.actor, wanted)
    return answer(given, issue=issue)


def delete_issue(_: Any, info: Info, given: dict[str, Any]) -> dict[str, Any]:
    context = context_of(info)
    issue = _no_pull(find(context, given["issueId"], Issue))
    need(context, issue.repository, WRITE, Role.ADMIN)
    issues.delete_issue(context.world, issue, context.actor)
    return answer(given, repository=issue.repository)


def transfer_issue(_: Any, info: Info, given: dict[str, Any]) -> dict[str, Any]:
    context = context_of(info)
    issue = _no_pull(find(context, given["issueId"], Issue))
    target = find(context, given["repositoryId"], Repository)
    for where in (issue.repository, target):
        need(context, where, WRITE, Role.WRITE)
    if given.get("createLabelsIfMissing"):
        for label in issue.labels:
            if label.name.lower() not in target.labels:
                create_label(context.world, target, context.actor, label.name, label.color)
    moved = issues.transfer_issue(context.world, issue, target, context.actor)
    return answer(given, issue=moved)


MUTATIONS = {
    "addComment": add_comment,
    "addLabelsToLabelable": add_labels,
    "closeIssue": close_issue,
    "createIssue": create_issue,
    "deleteIssue": delete_issue,
    "deleteIssueComment": delete_comment,
    "removeLabelsFromLabelable": remove_labels,
    "reopenIssue": reopen_issue,
    "transferIssue": transfer_issue,
    "updateIssue": update_issue,
    "updateIssueComment": update_comment,
}
# What GitHub counts as creating content, as their REST twins do.
CREATING = {
    "addComment",
    "addPullRequestReview",
    "createIssue",
    "createPullRequest",
    "mergePullRequest",
    "requestReviews",
}

RESOLVERS = mutations_of(MUTATIONS)

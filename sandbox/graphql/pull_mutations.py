"""Mutations of pull requests and their reviews: the same acts as the REST API."""

from typing import Any

from sandbox.acts import merging, pulls, review_requests, reviews
from sandbox.acts.issues import assign, set_state
from sandbox.acts.labelling import replace_labels
from sandbox.acts.ownership import Owner
from sandbox.errors import ApiError
from sandbox.graphql.context import Context, Info, context_of, need
from sandbox.graphql.mutating import answer, find, may_touch_workflows, mutations_of
from sandbox.world.issues import State
from sandbox.world.labels import Label
from sandbox.world.people import Account, Role, Team
from sandbox.world.pulls import PullRequest, Review
from sandbox.world.repositories import Repository

WRITE = "pull_requests:write"


def _pull(
    context: Context, given: dict[str, Any], role: Role = Role.WRITE, needs: str = WRITE
) -> PullRequest:
    """The pull request, if the caller may do it; its author needs no role to change it."""
    found = find(context, given["pullRequestId"], PullRequest)
    own = found.author.account is context.actor.account and needs == WRITE
    need(context, found.repository, needs, Role.READ if own else role)
    return found


def create(_: Any, info: Info, given: dict[str, Any]) -> dict[str, Any]:
    context = context_of(info)
    where = find(context, given["repositoryId"], Repository)
    need(context, where, WRITE, Role.WRITE)
    head, base = given["headRefName"], given["baseRefName"]
    _check_head(where, head, base)
    made = pulls.open_pull(
        context.world,
        where,
        context.actor,
        given["title"],
        given.get("body"),
        head,
        base,
        draft=bool(given.get("draft")),
    )
    return answer(given, pullRequest=made)


def _check_head(where: Repository, head: str, base: str) -> None:
    """GraphQL has many words for a branch that is not there."""
    branch = head.partition(":")[2] or head
    if where.git.ref(f"refs/heads/{branch}") is None:
        raise ApiError(
            422,
            f"Head sha can't be blank, Base sha can't be blank, No commits between {base} and"
            f" {head}, Head ref must be a branch",
        )


def update(_: Any, info: Info, given: dict[str, Any]) -> dict[str, Any]:
    context = context_of(info)
    world, pull = context.world, _pull(context, given)
    pulls.edit_pull(
        world,
        pull,
        context.actor,
        title=given.get("title"),
        body=given.get("body"),
        base=given.get("baseRefName"),
    )
    if given.get("labelIds") is not None:
        wanted = [find(context, one, Label) for one in given["labelIds"]]
        replace_labels(world, pull, context.actor, wanted)
    if given.get("assigneeIds") is not None:
        _assign(context, pull, [find(context, one, Account) for one in given["assigneeIds"]])
    if given.get("state"):
        set_state(world, pull, context.actor, State[given["state"]])
    return answer(given, pullRequest=pull, actor=context.actor.account)


def _assign(context: Context, pull: PullRequest, wanted: list[Account]) -> None:
    for one in {id(each): each for each in [*pull.assignees, *wanted]}.values():
        assign(context.world, pull, context.actor, one, wanted=one in wanted)


def close(_: Any, info: Info, given: dict[str, Any]) -> dict[str, Any]:
    return _set_state(info, given, State.CLOSED)


def reopen(_: Any, info: Info, given: dict[str, Any]) -> dict[str, Any]:
    return _set_state(info, given, State.OPEN)


def _set_state(info: Info, given: dict[str, Any], state: State) -> dict[str, Any]:
    context = context_of(info)
    pull = _pull(context, given, Role.TRIAGE)
    set_state(context.world, pull, context.actor, state)
    return answer(given, pullRequest=pull)


def merge(_: Any, info: Info, given: dict[str, Any]) -> dict[str, Any]:
    context = context_of(info)
    pull = _pull(context, given, needs="contents:write")
    merging.merge_pull(
        context.world,
        pull,
        context.actor,
        merging.Method[given.get("mergeMethod") or "MERGE"],
        title=given.get("commitHeadline"),
        message=given.get("commitBody"),
        expected=given.get("expectedHeadOid"),
        workflows=may_touch_workflows(context),
    )
    return answer(given, pullRequest=pull, actor=context.actor.account)


def mark_ready(_: Any, info: Info, given: dict[str, Any]) -> dict[str, Any]:
    return _set_draft(info, given, draft=False)


def make_draft(_: Any, info: Info, given: dict[str, Any]) -> dict[str, Any]:
    return _set_draft(info, given, draft=True)


def _set_draft(info: Info, given: dict[str, Any], *, draft: bool) -> dict[str, Any]:
    context = context_of(info)
    pull = _pull(context, given)
    pulls.set_draft(context.world, pull, context.actor, draft=draft)
    return answer(given, pullRequest=pull)


def request(_: Any, info: Info, given: dict[str, Any]) -> dict[str, Any]:
    """Ask for reviews; without `union` who was asked before and is not named is so no more."""
    context = context_of(info)
    world, pull = context.world, _pull(context, given, Role.TRIAGE)
    people = [find(context, one, Account) for one in given.get("userIds") or []]
    wanted: list[Owner] = [*people]
    wanted += [find(context, one, Team) for one in given.get("teamIds") or []]
    asked: list[Owner] = [*pull.requested_reviewers, *pull.requested_teams]
    if not given.get("union"):
        others = [one for one in asked if one not in wanted]
        review_requests.withdraw_requests(world, pull, context.actor, others)
    review_requests.request_reviews(world, pull, context.actor, wanted)
    edge = {"cursor": people[-1].node_id, "node": people[-1]} if people else None
    actor = context.actor.account
    return answer(given, pullRequest=pull, actor=actor, requestedReviewersEdge=edge)


def add_review(_: Any, info: Info, given: dict[str, Any]) -> dict[str, Any]:
    context = context_of(info)
    made = reviews.add_review(
        context.world,
        _pull(context, given, Role.READ),
        context.actor,
        event=given.get("event"),
        body=given.get("body"),
        commit_id=given.get("commitOID"),
    )
    edge = {"cursor": made.node_id, "node": made}
    return answer(given, pullRequestReview=made, reviewEdge=edge)


def submit_review(_: Any, info: Info, given: dict[str, Any]) -> dict[str, Any]:
    """By the review's id, or the pending one of the caller by that of the pull request."""
    context = context_of(info)
    if given.get("pullRequestReviewId"):
        review = find(context, given["pullRequestReviewId"], Review)
    else:
        pull = find(context, given.get("pullRequestId") or "", PullRequest)
        own = [one for one in pull.pending() if one.author.account is context.actor.account]
        if not own:
            raise ApiError(404, "Could not find a pending review.")  # words: unconfirmed
        (review,) = own
    need(context, review.pull.repository, WRITE)
    if review.author.account is not context.actor.account:
        raise ApiError(403, "Can not submit the review of another.")  # words: unconfirmed
    reviews.submit_review(context.world, review, given["event"], given.get("body"))
    return answer(given, pullRequestReview=review)


def dismiss_review(_: Any, info: Info, given: dict[str, Any]) -> dict[str, Any]:
    context = context_of(info)
    review = find(context, given["pullRequestReviewId"], Review)
    need(context, review.pull.repository, WRITE, Role.WRITE)
    reviews.dismiss_review(context.world, review, context.actor, given["message"])
    return answer(given, pullRequestReview=review)


RESOLVERS = mutations_of(
    {
        "addPullRequestReview": add_review,
        "closePullRequest": close,
        "convertPullRequestToDraft": make_draft,
        "createPullRequest": create,
        "dismissPullRequestReview": dismiss_review,
        "markPullRequestReadyForReview": mark_ready,
        "mergePullRequest": merge,
        "reopenPullRequest": reopen,
        "requestReviews": request,
        "submitPullRequestReview": submit_review,
        "updatePullRequest": update,
    }
)

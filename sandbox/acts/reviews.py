"""Reviews of a pull request: begun, submitted, edited, dismissed and thrown away."""

from typing import Any

from sandbox.acts.dismissals import may_dismiss
from sandbox.acts.review_requests import answered
from sandbox.acts.timeline import record, revise
from sandbox.acts.webhooks import announce
from sandbox.errors import ApiError
from sandbox.shapes.pull import in_review, review_told
from sandbox.world.issues import Actor, EventKind, State
from sandbox.world.pulls import PullRequest, Review, ReviewState
from sandbox.world.state import World

VERDICTS = {
    "APPROVE": ReviewState.APPROVED,
    "REQUEST_CHANGES": ReviewState.CHANGES_REQUESTED,
    "COMMENT": ReviewState.COMMENTED,
}
DISMISSIBLE = {ReviewState.APPROVED, ReviewState.CHANGES_REQUESTED}


def add_review(
    world: World,
    pull: PullRequest,
    actor: Actor,
    *,
    event: str | None,
    body: str | None,
    commit_id: str | None = None,
) -> Review:
    """A new review: with an event it is submitted at once, else it waits as pending."""
    if event is not None:
        _check(pull, actor, event, body)
    elif any(one.author.account is actor.account for one in pull.pending()):
        raise _unprocessable("User can only have one pending review per pull request")
    number, node = world.mint("PRR")
    now = world.now()
    review = Review(
        number,
        node,
        actor,
        body or None,
        now,
        now,
        pull=pull,
        state=ReviewState.PENDING,
        commit_id=commit_id or pull.head_sha,
    )
    pull.reviews.append(review)
    world.nodes[node] = review
    if event is not None:
        _publish(world, review, event)
    return review


def submit_review(world: World, review: Review, event: str, body: str | None) -> None:
    """Let everybody see a pending review, with a verdict."""
    if review.state is not ReviewState.PENDING:
        raise _unprocessable("Can not submit a review that is not pending")  # words: unconfirmed
    text = review.body if body is None else body
    _check(review.pull, review.author, event, text)
    review.body = text or None
    _publish(world, review, event)


def edit_review(world: World, review: Review, actor: Actor, body: str) -> None:
    changes = {"changes": {"body": {"from": review.body or ""}}}
    revise(world, review, actor, body or None)
    if review.state is not ReviewState.PENDING:
        _announce(world, review, "edited", actor, changes)


def dismiss_review(world: World, review: Review, actor: Actor, message: str | None) -> None:
    """Let an approval or a request for changes count no more; 403 for whom the base bars."""
    if not may_dismiss(review.pull, actor):
        # The words are unconfirmed.
        raise ApiError(403, "You are not authorized to dismiss reviews on this branch.")
    _dismiss(world, review, actor, message)


def _dismiss(world: World, review: Review, actor: Actor, message: str | None) -> None:
    if review.state not in DISMISSIBLE:
        word = review.state.value.lower().replace("_", " ")
        raise _unprocessable(f"Can not dismiss a {word} pull request review")
    event = record(world, review.pull, EventKind.REVIEW_DISMISSED, actor)
    event.review, event.dismissal_message = review, message
    event.dismissed_state = review.state.value
    review.state = ReviewState.DISMISSED
    review.updated_at = world.now()
    _announce(world, review, "dismissed", actor)


def delete_pending(world: World, review: Review) -> None:
    if review.state is not ReviewState.PENDING:
        raise _unprocessable("Can not delete a non-pending pull request review")
    review.pull.reviews.remove(review)
    world.nodes.pop(review.node_id, None)


def dismiss_stale(world: World, pull: PullRequest, actor: Actor) -> None:
    """Let approvals of what was pushed over count no more (without a message: unconfirmed)."""
    for review in pull.opinions().values():
        if review.state is ReviewState.APPROVED:
            _dismiss(world, review, actor, None)


def _check(pull: PullRequest, actor: Actor, event: str, body: str | None) -> None:
    if event not in VERDICTS:
        raise _unprocessable(f"Variable $event of type PullRequestReviewEvent was provided {event}")
    own = actor.account is pull.author.account
    if own and event == "APPROVE":
        raise _unprocessable("Can not approve your own pull request")
    if own and event == "REQUEST_CHANGES":
        raise _unprocessable("Can not request changes on your own pull request")
    if event != "APPROVE" and not (body or "").strip():
        raise _unprocessable("Body can't be blank")  # words: unconfirmed
    if pull.state is State.CLOSED and event != "COMMENT":
        # That a closed one takes comments only is unconfirmed.
        raise _unprocessable("Can not review a closed pull request")


def _publish(world: World, review: Review, event: str) -> None:
    review.state = VERDICTS[event]
    now = world.now()
    review.submitted_at = review.created_at = review.updated_at = now
    # It counts from when it was submitted, not from when it was begun.
    review.pull.reviews.remove(review)
    review.pull.reviews.append(review)
    review.pull.updated_at = now
    answered(review.pull, review.author.account)
    _announce(world, review, "submitted", review.author)


def _announce(
    world: World, review: Review, action: str, actor: Actor, extra: dict[str, Any] | None = None
) -> None:
    payload = {
        "review": review_told(world, review),
        "pull_request": in_review(world, review.pull),
    } | (extra or {})
    where = review.pull.repository
    announce(world, "pull_request_review", action, actor, about=where, extra=payload)


def _unprocessable(sentence: str) -> ApiError:
    return ApiError(422, "Unprocessable Entity", [sentence])

"""Reviews of a pull request, and who is asked for one."""

from sandbox.acts import review_requests, reviews
from sandbox.acts.ownership import Owner
from sandbox.errors import ApiError, malformed, not_found
from sandbox.rest.issues import may
from sandbox.rest.paging import paged
from sandbox.rest.pulls import PULL, PULLS, READ, WRITE, find_pull
from sandbox.rest.route import Answer, Call, Routes
from sandbox.shapes import pull as shapes
from sandbox.shapes.people import account, team
from sandbox.world.calls import Kind
from sandbox.world.people import Role
from sandbox.world.pulls import PullRequest, Review

routes = Routes()
REVIEWS = PULL + "/reviews"
REVIEW = REVIEWS + "/{review_id}"
REQUESTED = PULL + "/requested_reviewers"


@routes("POST", REVIEWS, needs=WRITE, role=Role.READ, kind=Kind.CONTENT)
def create_review(call: Call, pull_number: int) -> Answer:
    """Review it, or begin a review that waits to be submitted when no event is given."""
    pull, body = find_pull(call, pull_number), call.body
    if body.items("comments"):
        raise malformed("The sandbox has no comments on lines.")
    made = reviews.add_review(
        call.world,
        pull,
        call.actor,
        event=body.optional_text("event") or None,
        body=body.optional_text("body"),
        commit_id=body.optional_text("commit_id"),
    )
    return Answer(shapes.review(call.world, made))


@routes("GET", REVIEWS, needs=READ)
def list_reviews(call: Call, pull_number: int) -> Answer:
    pull = find_pull(call, pull_number)
    return paged(call, [shapes.review(call.world, one) for one in _seen(call, pull)])


@routes("GET", REVIEW, needs=READ)
def get_review(call: Call, pull_number: int, review_id: int) -> Answer:
    return Answer(shapes.review(call.world, _review(call, pull_number, review_id)))


@routes("PUT", REVIEW, needs=WRITE, role=Role.READ)
def update_review(call: Call, pull_number: int, review_id: int) -> Answer:
    review = _own(call, pull_number, review_id)
    reviews.edit_review(call.world, review, call.actor, call.body.text("body"))
    return Answer(shapes.review(call.world, review))


@routes("DELETE", REVIEW, needs=WRITE, role=Role.READ)
def delete_review(call: Call, pull_number: int, review_id: int) -> Answer:
    """Throw a pending review away."""
    review = _own(call, pull_number, review_id)
    reviews.delete_pending(call.world, review)
    return Answer(shapes.review(call.world, review))


@routes("POST", REVIEW + "/events", needs=WRITE, role=Role.READ)
def submit_review(call: Call, pull_number: int, review_id: int) -> Answer:
    review, body = _own(call, pull_number, review_id), call.body
    reviews.submit_review(call.world, review, body.text("event"), body.optional_text("body"))
    return Answer(shapes.review(call.world, review))


@routes("PUT", REVIEW + "/dismissals", needs=WRITE)
def dismiss_review(call: Call, pull_number: int, review_id: int) -> Answer:
    review = _review(call, pull_number, review_id)
    reviews.dismiss_review(call.world, review, call.actor, call.body.text("message"))
    return Answer(shapes.review(call.world, review))


@routes("GET", REVIEW + "/comments", needs=READ)
def list_review_comments(call: Call, pull_number: int, review_id: int) -> Answer:
    """Always none: the sandbox has no comments on lines."""
    _review(call, pull_number, review_id)
    return paged(call, [])


@routes("GET", PULL + "/comments", needs=READ)
def list_line_comments(call: Call, pull_number: int) -> Answer:
    find_pull(call, pull_number)
    return paged(call, [])


@routes("GET", PULLS + "/comments", needs=READ)
def list_all_line_comments(call: Call) -> Answer:
    return paged(call, [])


@routes("GET", REQUESTED, needs=READ)
def list_requested(call: Call, pull_number: int) -> Answer:
    pull, owner = find_pull(call, pull_number), call.repository.owner
    body = {
        "users": [account(call.world, one) for one in pull.requested_reviewers],
        "teams": [team(call.world, owner, one) for one in pull.requested_teams],
    }
    return Answer(body)


@routes("POST", REQUESTED, needs=WRITE, role=Role.READ, kind=Kind.CONTENT)
def request_reviewers(call: Call, pull_number: int) -> Answer:
    """For the author and for who has triage or more."""
    pull = find_pull(call, pull_number)
    if not may(call, Role.TRIAGE) and pull.author.account is not call.actor.account:
        raise ApiError(403, "Must have triage access to Repository.")
    review_requests.request_reviews(call.world, pull, call.actor, _named(call))
    return Answer(shapes.simple(call.world, pull), 201)


@routes("DELETE", REQUESTED, needs=WRITE, role=Role.TRIAGE)
def remove_requested(call: Call, pull_number: int) -> Answer:
    pull = find_pull(call, pull_number)
    review_requests.withdraw_requests(call.world, pull, call.actor, _named(call))
    return Answer(shapes.simple(call.world, pull))


def _named(call: Call) -> list[Owner]:
    """The people and teams of the body; 422 for one that is not there."""
    people = [call.world.account(login) for login in call.body.texts("reviewers") or []]
    teams = call.repository.owner.teams
    slugs = call.body.texts("team_reviewers") or []
    found: list[Owner | None] = [*people, *(teams.get(slug.lower()) for slug in slugs)]
    known = [one for one in found if one is not None]
    if len(known) < len(found):
        raise review_requests.no_collaborator(call.repository)
    return known


def _seen(call: Call, pull: PullRequest) -> list[Review]:
    return pull.seen_by(call.actor.account if call.signed_in else None)


def _review(call: Call, pull_number: int, review_id: int) -> Review:
    for one in _seen(call, find_pull(call, pull_number)):
        if one.id == review_id:
            return one
    raise not_found()


def _own(call: Call, pull_number: int, review_id: int) -> Review:
    """The review, if the caller wrote it; others hear 404, which is unconfirmed."""
    found = _review(call, pull_number, review_id)
    if found.author.account is not call.actor.account:
        raise not_found()
    return found

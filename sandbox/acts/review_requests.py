"""Asking people and teams for a review of a pull request."""

from sandbox.acts.ownership import Owner, owners_of
from sandbox.acts.timeline import announce_issue, record
from sandbox.errors import ApiError
from sandbox.shapes.issue import requested
from sandbox.world.issues import Actor, EventKind, State
from sandbox.world.people import Account, Role, Team
from sandbox.world.pulls import PullRequest
from sandbox.world.repositories import Repository
from sandbox.world.roles import role_in, team_role
from sandbox.world.state import World


def request_reviews(world: World, pull: PullRequest, actor: Actor, wanted: list[Owner]) -> None:
    """Ask each of them who is not asked yet; 422 for the author and for who cannot read."""
    for one in wanted:
        _check(pull, one)
    for one in wanted:
        if one not in _asked(pull):
            _put(pull, one)
            _tell(world, pull, actor, one, EventKind.REVIEW_REQUESTED)


def withdraw_requests(world: World, pull: PullRequest, actor: Actor, named: list[Owner]) -> None:
    for one in named:
        if one in _asked(pull):
            _take(pull, one)
            _tell(world, pull, actor, one, EventKind.REVIEW_REQUEST_REMOVED)


def request_owners(world: World, pull: PullRequest) -> None:
    """Ask the owners of the changed files, as GitHub does for what is no draft."""
    if pull.draft or pull.state is State.CLOSED:
        return
    owners = {id(one): one for found in owners_of(world, pull) for one in found}
    others = [one for one in owners.values() if one is not pull.author.account]
    request_reviews(world, pull, pull.author, others)


def answered(pull: PullRequest, who: Account) -> None:
    """Who reviewed is asked no more, nor are teams that the person is in."""
    members = pull.repository.owner.members_of
    if who in pull.requested_reviewers:
        pull.requested_reviewers.remove(who)
    pull.requested_teams = [
        one for one in pull.requested_teams if who.login.lower() not in members(one)
    ]


def _check(pull: PullRequest, one: Owner) -> None:
    if one is pull.author.account:
        raise ApiError(422, "Review cannot be requested from pull request author.")
    where = pull.repository
    reads = team_role(where, one) if isinstance(one, Team) else role_in(where, one)
    if reads < Role.READ:
        raise no_collaborator(where)


def no_collaborator(where: Repository) -> ApiError:
    return ApiError(
        422,
        "Reviews may only be requested from collaborators. One or more of the users or teams"
        f" you specified is not a collaborator of the {where.full_name} repository.",
    )


def _asked(pull: PullRequest) -> list[Owner]:
    return [*pull.requested_reviewers, *pull.requested_teams]


def _put(pull: PullRequest, one: Owner) -> None:
    if isinstance(one, Team):
        pull.requested_teams.append(one)
    else:
        pull.requested_reviewers.append(one)


def _take(pull: PullRequest, one: Owner) -> None:
    if isinstance(one, Team):
        pull.requested_teams.remove(one)
    else:
        pull.requested_reviewers.remove(one)


def _tell(world: World, pull: PullRequest, actor: Actor, one: Owner, kind: EventKind) -> None:
    record(world, pull, kind, actor).requested = one
    extra = requested(world, pull.repository, one)
    announce_issue(world, pull, kind.value, actor, extra)

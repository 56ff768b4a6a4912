"""What the rules of its base branch still ask of a pull request before it may be merged."""

from collections.abc import Iterator
from typing import Any

from sandbox.acts.checks import failing_required
from sandbox.acts.ownership import unowned
from sandbox.acts.rules import active_rules, bypasses
from sandbox.world.issues import Actor
from sandbox.world.people import Role
from sandbox.world.pulls import PullRequest, Review, ReviewState
from sandbox.world.roles import role_in
from sandbox.world.state import World


def rules_for(pull: PullRequest, kind: str, actor: Actor | None = None) -> list[dict[str, Any]]:
    """The parameters of each rule of this type for the base, but what the actor bypasses."""
    where = pull.repository
    return [
        rule.get("parameters") or {}
        for ruleset, rule in active_rules(where, pull.base_name)
        if rule.get("type") == kind
        and (actor is None or not bypasses(where, ruleset, actor, merging=True))
    ]


def unmet(world: World, pull: PullRequest, actor: Actor | None = None) -> list[str]:
    """A sentence for each thing that is missing; most of the exact words are unconfirmed."""
    found = unmet_reviews(world, pull, actor)
    for rule in rules_for(pull, "required_status_checks", actor):
        wanted = rule.get("required_status_checks") or []
        for name in failing_required(pull.repository, pull.head_sha, wanted):
            found.append(f'Required status check "{name}" is expected.')
    if rules_for(pull, "update", actor):
        found.append("Cannot update this protected ref.")
    return list(dict.fromkeys(found))


def unmet_reviews(world: World, pull: PullRequest, actor: Actor | None = None) -> list[str]:
    """The sentences that are about reviews."""
    rules = rules_for(pull, "pull_request", actor)
    return [sentence for rule in rules for sentence in _unreviewed(world, pull, rule)]


def _unreviewed(world: World, pull: PullRequest, rule: dict[str, Any]) -> Iterator[str]:
    counted = approvals(pull)
    wanted = int(rule.get("required_approving_review_count") or 0)
    if len(counted) < wanted:
        reviews = "review is" if wanted == 1 else "reviews are"
        yield f"At least {wanted} approving {reviews} required by reviewers with write access."
    if wanted and (against := objections(pull)):
        names = ", ".join(one.author.account.rest_login for one in against)
        yield f"Changes were requested by {names}."
    if rule.get("require_code_owner_review"):
        owners = unowned(world, pull, [one.author.account for one in counted])
        if owners:
            yield f"Waiting on code owner review from {' and/or '.join(owners)}."
    if rule.get("require_last_push_approval") and not _approved_by_another(pull, counted):
        yield "New changes require approval from someone other than the last pusher."


def approvals(pull: PullRequest) -> list[Review]:
    """The approvals that count: of people who may write, and of Apps (which is unconfirmed)."""
    return _of_writers(pull, ReviewState.APPROVED)


def objections(pull: PullRequest) -> list[Review]:
    """The reviews of people who may write that ask for changes."""
    return _of_writers(pull, ReviewState.CHANGES_REQUESTED)


def _of_writers(pull: PullRequest, state: ReviewState) -> list[Review]:
    return [
        one
        for one in pull.opinions().values()
        if one.state is state and (one.author.app or _may_write(pull, one))
    ]


def _may_write(pull: PullRequest, review: Review) -> bool:
    return role_in(pull.repository, review.author.account) >= Role.WRITE


def _approved_by_another(pull: PullRequest, counted: list[Review]) -> bool:
    return any(
        one.commit_id == pull.head_sha and one.author.account is not pull.last_pusher
        for one in counted
    )


def is_behind(pull: PullRequest, actor: Actor | None = None) -> bool:
    """Whether a rule wants the head to hold all of the base, and it does not."""
    strict = any(
        rule.get("strict_required_status_checks_policy")
        for rule in rules_for(pull, "required_status_checks", actor)
    )
    return strict and not pull.repository.git.is_descendant(pull.head_sha, pull.base_tip)


def asks_for_reviews(pull: PullRequest) -> bool:
    """Whether any rule for the base wants somebody's approval."""
    return any(
        rule.get("required_approving_review_count") or rule.get("require_code_owner_review")
        for rule in rules_for(pull, "pull_request")
    )

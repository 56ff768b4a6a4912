"""What the rules of its base branch still ask of a pull request before it may be merged."""

from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.acts.bypasses import bypasses
from sandbox.acts.checks import failing_required
from sandbox.acts.ownership import unowned
from sandbox.acts.rules import STOPS, Complaint, missing_checks, rules_in_force
from sandbox.world.issues import Actor
from sandbox.world.people import Role
from sandbox.world.pulls import PullRequest, Review, ReviewState
from sandbox.world.roles import role_in
from sandbox.world.rules import Rule
from sandbox.world.state import World


def rules_for(pull: PullRequest, kind: str, actor: Actor | None = None) -> list[dict[str, Any]]:
    """The parameters of each rule of this type for the base, but what the actor bypasses."""
    return [dict(rule.parameters) for rule in _rules(pull, actor) if rule.kind == kind]


def _rules(pull: PullRequest, actor: Actor | None) -> list[Rule]:
    """All rules for the base that bind the actor; all there are without one."""
    where = pull.repository
    return [
        rule
        for rule in rules_in_force(where, pull.base_name)
        if actor is None or not bypasses(where, rule, actor, merging=True)
    ]


def unmet(world: World, pull: PullRequest, actor: Actor | None = None) -> list[Complaint]:
    """A sentence for each thing that is missing; most of the exact words are unconfirmed.

    Who may push to the base is asked of an actor only: it is no state of the pull request.
    """
    found = unmet_reviews(world, pull, actor)
    for rule in _rules(pull, actor):
        sentences: list[str | None] = []
        if rule.kind == "required_status_checks":
            sentences = _failing(pull, rule)
        elif rule.kind in STOPS and (actor is not None or rule.kind != "push_allowances"):
            sentences = [STOPS[rule.kind]]
        found += [Complaint(one, rule.classic) for one in sentences if one]
    return list(dict.fromkeys(found))


def _failing(pull: PullRequest, rule: Rule) -> list[str | None]:
    """What is said of checks that do not pass: each by a ruleset, all at once by a protection."""
    wanted = rule.parameters.get("required_status_checks") or []
    missing = failing_required(pull.repository, pull.head_sha, wanted)
    groups = [missing] if rule.classic else [[one] for one in missing]
    return [missing_checks(rule, group) for group in groups]


def unmet_reviews(world: World, pull: PullRequest, actor: Actor | None = None) -> list[Complaint]:
    """The sentences that are about reviews."""
    return [
        Complaint(sentence, rule.classic)
        for rule in _rules(pull, actor)
        if rule.kind == "pull_request"
        for sentence in _unreviewed(world, pull, rule.parameters)
    ]


def _unreviewed(world: World, pull: PullRequest, rule: Mapping[str, Any]) -> Iterator[str]:
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
    return bool(outdated(pull, actor))


def outdated(pull: PullRequest, actor: Actor | None = None) -> list[Complaint]:
    """The same as a sentence, whose words are unconfirmed."""
    strict = [
        rule
        for rule in _rules(pull, actor)
        if rule.kind == "required_status_checks"
        and rule.parameters.get("strict_required_status_checks_policy")
    ]
    if not strict or pull.repository.git.is_descendant(pull.head_sha, pull.base_tip):
        return []
    sentence = "Head branch is out of date with the base branch."
    return [Complaint(sentence, all(rule.classic for rule in strict))]


def asks_for_reviews(pull: PullRequest) -> bool:
    """Whether any rule for the base wants somebody's approval."""
    return any(
        rule.get("required_approving_review_count") or rule.get("require_code_owner_review")
        for rule in rules_for(pull, "pull_request")
    )

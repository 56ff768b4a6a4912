"""A branch's protection as rules, in the words of rulesets, so that both are judged as one."""

from collections.abc import Iterator

from sandbox.world.protections import NOBODY, Chosen, Protection, RequiredChecks, RequiredReviews
from sandbox.world.rules import Rule


def rules_of(one: Protection) -> Iterator[Rule]:
    """Force pushes and deletions are forbidden to admins as well, whatever else is for them."""
    if one.checks is not None:
        yield _rule(one, "required_status_checks", _checks(one.checks))
    if one.reviews is not None:
        yield _rule(one, "pull_request", _reviews(one), one.reviews.bypass)
    if one.restrictions is not None:
        yield _rule(one, "push_allowances", {}, one.restrictions)
        if one.block_creations:
            yield _rule(one, "creation", {}, one.restrictions)
    if one.linear_history:
        yield _rule(one, "required_linear_history", {})
    if one.lock:
        yield _rule(one, "lock", {})
    if not one.force_pushes:
        yield Rule("non_fast_forward", {}, one)
    if not one.deletions:
        yield Rule("deletion", {}, one)


def _rule(
    one: Protection, kind: str, parameters: dict[str, object], frees: Chosen = NOBODY
) -> Rule:
    return Rule(kind, parameters, one, frees, one.enforce_admins)


def _checks(wanted: RequiredChecks) -> dict[str, object]:
    checks = [{"context": one.context, "integration_id": one.app_id} for one in wanted.checks]
    return {
        "required_status_checks": checks,
        "strict_required_status_checks_policy": wanted.strict,
    }


def _reviews(one: Protection) -> dict[str, object]:
    wanted = one.reviews or RequiredReviews()
    return {
        "dismiss_stale_reviews_on_push": wanted.dismiss_stale,
        "require_code_owner_review": wanted.code_owners,
        "require_last_push_approval": wanted.last_push,
        "required_approving_review_count": wanted.count,
        "required_review_thread_resolution": one.conversations,
    }

"""Classic branch protection: laid anew, and taken away."""

from sandbox.acts.checks import last_reporter
from sandbox.acts.rulesets import check_plan
from sandbox.errors import ApiError
from sandbox.world.protections import Chosen, Protection, RequiredCheck
from sandbox.world.repositories import Repository

MOST_CHOSEN = 100
MOST_REVIEWS = 6


def branch_of(where: Repository, branch: str) -> str:
    """The branch, which must be there; 403 where the plan protects none."""
    check_plan(where)
    if where.git.ref(f"refs/heads/{branch}") is None:
        raise ApiError(404, "Branch not found")
    return branch


def protection_of(where: Repository, branch: str) -> Protection:
    found = where.protections.get(branch_of(where, branch))
    if found is None:
        raise ApiError(404, "Branch not protected")
    return found


def protect(where: Repository, branch: str, wanted: Protection) -> None:
    """Put a protection in place of the one before; 422 for what does not fit."""
    _check_lists(wanted)
    settings = where.settings
    if wanted.linear_history and not (settings.allow_squash_merge or settings.allow_rebase_merge):
        # The words are unconfirmed.
        sentence = "Linear history needs squash or rebase merging to be allowed."
        raise ApiError(422, "Validation Failed", [sentence])
    where.protections[branch_of(where, branch)] = wanted


def unprotect(where: Repository, branch: str) -> None:
    protection_of(where, branch)
    del where.protections[branch]


def required_check(where: Repository, context: str) -> RequiredCheck:
    """A check that must come from the App that last reported it, or from any if none did."""
    app = last_reporter(where, context)
    return RequiredCheck(context, app.id if app else None)


def _check_lists(wanted: Protection) -> None:
    """422 for a list of more than may be chosen."""
    reviews = wanted.reviews
    lists: list[Chosen | None] = [wanted.restrictions]
    if reviews is not None:
        lists += [reviews.bypass, reviews.dismissals]
    for one in lists:
        if one is not None and len(one.users) + len(one.teams) + len(one.apps) > MOST_CHOSEN:
            sentence = f"Only {MOST_CHOSEN} users, teams and apps can be specified."
            raise ApiError(422, "Validation Failed", [sentence])  # words: unconfirmed

"""The body that lays a branch's protection, read with GitHub's words for what is wrong."""

from typing import Any

from sandbox.acts.protections import MOST_REVIEWS, required_check
from sandbox.errors import malformed
from sandbox.rest.body import Body
from sandbox.world.apps import App
from sandbox.world.protections import (
    NOBODY,
    Chosen,
    Protection,
    RequiredCheck,
    RequiredChecks,
    RequiredReviews,
)
from sandbox.world.repositories import Repository
from sandbox.world.state import World

# Each of these must be sent, if only as null.
DEMANDED = (
    *("required_status_checks", "enforce_admins"),
    *("required_pull_request_reviews", "restrictions"),
)
ANY_APP = -1


def read_protection(world: World, where: Repository, body: Body) -> Protection:
    """All that the body says; what it leaves out is off, whatever was set before."""
    _demand(body, DEMANDED)
    checks, reviews = (body.mapping(name) for name in (DEMANDED[0], DEMANDED[2]))
    restrictions = body.mapping("restrictions")
    if restrictions is not None:
        _demand(Body(restrictions), ("users", "teams"))
    return Protection(
        enforce_admins=bool(body.flag("enforce_admins")),
        checks=None if checks is None else _checks(where, Body(checks)),
        reviews=None if reviews is None else _reviews(world, where, Body(reviews)),
        restrictions=None if restrictions is None else _chosen(world, where, restrictions),
        linear_history=bool(body.flag("required_linear_history")),
        force_pushes=bool(body.flag("allow_force_pushes")),
        deletions=bool(body.flag("allow_deletions")),
        block_creations=bool(body.flag("block_creations")),
        conversations=bool(body.flag("required_conversation_resolution")),
        lock=bool(body.flag("lock_branch")),
        fork_syncing=bool(body.flag("allow_fork_syncing")),
    )


def _demand(body: Body, names: tuple[str, ...]) -> None:
    missing = [f'"{name}"' for name in names if name not in body]
    if missing:
        verb = "wasn't" if len(missing) == 1 else "weren't"
        raise malformed(f"{', '.join(missing)} {verb} supplied.")


def _checks(where: Repository, body: Body) -> RequiredChecks:
    """Both lists together, where both are sent: unconfirmed."""
    _demand(body, ("strict", "contexts"))
    found = [_check(where, Body(one)) for one in body.objects("checks") or []]
    named = {one.context for one in found}
    contexts = dict.fromkeys(body.texts("contexts") or [])
    found += [required_check(where, one) for one in contexts if one not in named]
    return RequiredChecks(found, bool(body.flag("strict")))


def _check(where: Repository, one: Body) -> RequiredCheck:
    context, app = one.text("context"), one.number("app_id")
    if app is None:
        return required_check(where, context)
    return RequiredCheck(context, None if app == ANY_APP else app)


def _reviews(world: World, where: Repository, body: Body) -> RequiredReviews:
    count = body.number("required_approving_review_count")
    if count is not None and not 0 <= count <= MOST_REVIEWS:
        field = "properties/required_approving_review_count"
        raise malformed(f"For '{field}', {count} is not between 0 and {MOST_REVIEWS}.")
    dismissals = body.mapping("dismissal_restrictions")
    bypass = body.mapping("bypass_pull_request_allowances")
    return RequiredReviews(
        count=1 if count is None else count,
        code_owners=bool(body.flag("require_code_owner_reviews")),
        dismiss_stale=bool(body.flag("dismiss_stale_reviews")),
        last_push=bool(body.flag("require_last_push_approval")),
        bypass=_chosen(world, where, bypass) if bypass else NOBODY,
        dismissals=_chosen(world, where, dismissals) if dismissals else None,
    )


def _chosen(world: World, where: Repository, lists: dict[str, Any]) -> Chosen:
    """Those of three lists who exist; that GitHub passes over the others is unconfirmed."""
    body = Body(lists)
    users = [world.account(login) for login in body.texts("users") or []]
    teams = [where.owner.teams.get(slug.lower()) for slug in body.texts("teams") or []]
    slugs = body.texts("apps") or []
    return Chosen(
        [one for one in users if one is not None],
        [one for one in teams if one is not None],
        [one for one in _apps(world) if one.slug in slugs],
    )


def _apps(world: World) -> list[App]:
    return [one for one in (world.app, world.actions_app) if one is not None]

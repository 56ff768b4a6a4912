"""JSON of a branch's protection."""

from typing import Any

from sandbox.shapes.app import app
from sandbox.shapes.people import account, team
from sandbox.shapes.repository import api_url
from sandbox.world.protections import Chosen, Protection, RequiredChecks, RequiredReviews
from sandbox.world.repositories import Repository
from sandbox.world.state import World


def protection(world: World, where: Repository, branch: str, one: Protection) -> dict[str, Any]:
    """`protected-branch`, which is told to whoever sets it and whoever reads it."""
    api = f"{api_url(world, where)}/branches/{branch}/protection"
    shape: dict[str, Any] = {
        "url": api,
        "required_signatures": {"url": f"{api}/required_signatures", "enabled": False},
        "enforce_admins": {"url": f"{api}/enforce_admins", "enabled": one.enforce_admins},
        "required_linear_history": {"enabled": one.linear_history},
        "allow_force_pushes": {"enabled": one.force_pushes},
        "allow_deletions": {"enabled": one.deletions},
        "block_creations": {"enabled": one.block_creations},
        "required_conversation_resolution": {"enabled": one.conversations},
        "lock_branch": {"enabled": one.lock},
        "allow_fork_syncing": {"enabled": one.fork_syncing},
    }
    if one.checks is not None:
        shape["required_status_checks"] = _checks(f"{api}/required_status_checks", one.checks)
    if one.reviews is not None:
        at = f"{api}/required_pull_request_reviews"
        shape["required_pull_request_reviews"] = _reviews(world, where, at, one.reviews)
    if one.restrictions is not None:
        shape["restrictions"] = _restrictions(world, where, f"{api}/restrictions", one.restrictions)
    return shape


def checks(one: RequiredChecks) -> dict[str, Any]:
    """The checks by name alone, and with their Apps."""
    return {
        "contexts": [check.context for check in one.checks],
        "checks": [{"context": check.context, "app_id": check.app_id} for check in one.checks],
    }


def _checks(at: str, one: RequiredChecks) -> dict[str, Any]:
    return checks(one) | {"url": at, "strict": one.strict, "contexts_url": f"{at}/contexts"}


def _reviews(world: World, where: Repository, at: str, one: RequiredReviews) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "url": at,
        "dismiss_stale_reviews": one.dismiss_stale,
        "require_code_owner_reviews": one.code_owners,
        "required_approving_review_count": one.count,
        "require_last_push_approval": one.last_push,
    }
    if one.bypass:
        shape["bypass_pull_request_allowances"] = _chosen(world, where, one.bypass)
    if one.dismissals is not None:
        at = at.removesuffix("/required_pull_request_reviews") + "/dismissal_restrictions"
        addresses = {"url": at, "users_url": f"{at}/users", "teams_url": f"{at}/teams"}
        shape["dismissal_restrictions"] = addresses | _chosen(world, where, one.dismissals)
    return shape


def _restrictions(world: World, where: Repository, at: str, one: Chosen) -> dict[str, Any]:
    addresses = {f"{name}_url": f"{at}/{name}" for name in ("users", "teams", "apps")}
    return {"url": at} | addresses | _chosen(world, where, one)


def _chosen(world: World, where: Repository, one: Chosen) -> dict[str, Any]:
    return {
        "users": [account(world, each) for each in one.users],
        "teams": [team(world, where.owner, each) for each in one.teams],
        "apps": [app(world, each) for each in one.apps],
    }

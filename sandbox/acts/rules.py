"""Rulesets in force for a ref: which apply, what they forbid, and who bypasses them."""

from fnmatch import fnmatchcase
from typing import Any

from sandbox.world.issues import Actor
from sandbox.world.people import Role
from sandbox.world.repositories import Repository, Ruleset
from sandbox.world.roles import role_in


def active_rules(where: Repository, ref: str) -> list[tuple[Ruleset, dict[str, Any]]]:
    """The rules in force for a ref, with their rulesets."""
    return [
        (ruleset, rule)
        for ruleset in where.rulesets.values()
        if ruleset.enforcement == "active" and applies(where, ruleset, ref)
        for rule in ruleset.rules
    ]


def applies(where: Repository, ruleset: Ruleset, ref: str) -> bool:
    kind = "branch" if ref.startswith("refs/heads/") else "tag"
    if ruleset.target != kind:
        return False
    names = ruleset.conditions.get("ref_name") or {}
    included = any(_fits(where, ref, one) for one in names.get("include") or ["~ALL"])
    return included and not any(_fits(where, ref, one) for one in names.get("exclude") or [])


def _fits(where: Repository, ref: str, pattern: str) -> bool:
    if pattern == "~DEFAULT_BRANCH":
        return ref == f"refs/heads/{where.default_branch}"
    return pattern == "~ALL" or fnmatchcase(ref, pattern)


def broken_rules(
    where: Repository, actor: Actor, ref: str, before: str | None, after: str | None
) -> list[str]:
    """What the rulesets say against this move, a sentence each (exact words unconfirmed)."""
    found = []
    for ruleset, rule in active_rules(where, ref):
        if not bypasses(where, ruleset, actor):
            found.append(_complaint(where, rule, before, after))
    return list(dict.fromkeys(one for one in found if one))


def _complaint(
    where: Repository, rule: dict[str, Any], before: str | None, after: str | None
) -> str | None:
    moved = before is not None and after is not None
    match rule.get("type"):
        case "pull_request" if after is not None:
            return "Changes must be made through a pull request."
        case "required_status_checks" if moved:
            checks = (rule.get("parameters") or {}).get("required_status_checks") or []
            names = ", ".join(f'"{check.get("context")}"' for check in checks)
            return f"Required status check {names} is expected." if checks else None
        case "deletion" if after is None:
            return "Cannot delete this branch"
        case "creation" if before is None:
            return "Cannot create ref due to creations being restricted."
        case "update" if moved:
            return "Cannot update this protected ref."
        case "non_fast_forward" if before is not None and after is not None:
            forward = where.git.is_descendant(after, before)
            return None if forward else "Cannot force-push to this branch"
        case _:
            return None


def bypasses(where: Repository, ruleset: Ruleset, actor: Actor, *, merging: bool = False) -> bool:
    """Whether a bypass entry names this actor; mode `pull_request` frees merging alone."""
    role = role_in(where, actor.account) if actor.app is None else Role.NONE
    for entry in ruleset.bypass_actors:
        if entry.get("bypass_mode", "always") == "pull_request" and not merging:
            continue
        match entry.get("actor_type"), entry.get("actor_id"):
            case "Integration", number if actor.app is not None and actor.app.id == number:
                return True
            case "OrganizationAdmin", _ if _is_owner(where, actor):
                return True
            case "RepositoryRole", number if actor.app is None and _role_reaches(number, role):
                return True
            case "Team", number if _in_team(where, actor, number):
                return True
    return False


# Ids of the built-in roles in a bypass list.
ROLE_IDS = {2: Role.MAINTAIN, 4: Role.WRITE, 5: Role.ADMIN}


def _role_reaches(number: Any, role: Role) -> bool:
    return number in ROLE_IDS and role >= ROLE_IDS[number]


def _is_owner(where: Repository, actor: Actor) -> bool:
    return where.owner.role_of(actor.account).value == "admin"


def _in_team(where: Repository, actor: Actor, number: Any) -> bool:
    teams = [team for team in where.owner.teams.values() if team.id == number]
    return any(actor.account.login.lower() in where.owner.members_of(team) for team in teams)

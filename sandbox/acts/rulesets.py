"""Repository rulesets: laid, changed and taken away."""

from typing import Any

from sandbox.errors import ApiError, invalid
from sandbox.world.people import Plan
from sandbox.world.repositories import Repository, Ruleset
from sandbox.world.state import World

ENFORCEMENTS = {"active", "disabled", "evaluate"}
TARGETS = {"branch", "tag", "push"}
RULESETS_PER_REPOSITORY = 75


def check_plan(where: Repository) -> None:
    """403 where the plan has no rulesets for private repositories."""
    if where.private and where.owner.plan is Plan.FREE:
        raise ApiError(
            403, "Upgrade to GitHub Pro or make this repository public to enable this feature."
        )


def add_ruleset(world: World, where: Repository, fields: dict[str, Any]) -> Ruleset:
    """A new ruleset from its JSON fields; 422 when they do not fit or the name is taken."""
    check_plan(where)
    _check(where, fields, None)
    if len(where.rulesets) >= RULESETS_PER_REPOSITORY:
        raise ApiError(422, "Validation Failed", ["Too many rulesets"])
    number, node = world.mint("RRS")
    now = world.now()
    made = Ruleset(
        number,
        node,
        str(fields["name"]),
        str(fields.get("target") or "branch"),
        str(fields["enforcement"]),
        list(fields.get("rules") or []),
        dict(fields.get("conditions") or {}),
        list(fields.get("bypass_actors") or []),
        now,
        now,
    )
    where.rulesets[number] = made
    return made


def change_ruleset(world: World, where: Repository, one: Ruleset, fields: dict[str, Any]) -> None:
    """Replace the sent fields; what was not sent stays."""
    _check(where, {"name": one.name, "enforcement": one.enforcement} | fields, one)
    for name in ("name", "target", "enforcement", "rules", "conditions", "bypass_actors"):
        if name in fields:
            setattr(one, name, fields[name])
    one.updated_at = world.now()


def _check(where: Repository, fields: dict[str, Any], known: Ruleset | None) -> None:
    if not isinstance(fields.get("name"), str) or not fields["name"].strip():
        raise invalid("RepositoryRuleset", "name", "missing_field")
    if fields.get("enforcement") not in ENFORCEMENTS:
        raise invalid("RepositoryRuleset", "enforcement", "invalid")
    if fields.get("target", "branch") not in TARGETS:
        raise invalid("RepositoryRuleset", "target", "invalid")
    if fields["enforcement"] == "evaluate" and where.owner.plan is not Plan.ENTERPRISE:
        raise ApiError(422, "Validation Failed", ["Enforcement evaluate is not available"])
    others = [one for one in where.rulesets.values() if one is not known]
    if any(one.name == fields["name"] for one in others):
        # That names are unique is documented nowhere we know: unconfirmed.
        raise ApiError(422, "Validation Failed", ["Name must be unique"])

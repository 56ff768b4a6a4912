"""Repository rulesets: laid, changed and taken away."""

from typing import Any

from sandbox.acts.rules import has_rules
from sandbox.errors import ApiError, invalid
from sandbox.world.people import Plan
from sandbox.world.repositories import Repository
from sandbox.world.rulesets import Ruleset
from sandbox.world.state import World

ENFORCEMENTS = {"active", "disabled", "evaluate"}
TARGETS = {"branch", "tag", "push"}
RULESETS_PER_REPOSITORY = 75
# The types of rules, and the parameters that GitHub's description demands of two of them.
RULES = {
    "branch_name_pattern",
    "code_scanning",
    "commit_author_email_pattern",
    "commit_message_pattern",
    "committer_email_pattern",
    "copilot_code_review",
    "creation",
    "deletion",
    "file_extension_restriction",
    "file_path_restriction",
    "max_file_path_length",
    "max_file_size",
    "merge_queue",
    "non_fast_forward",
    "pull_request",
    "required_deployments",
    "required_linear_history",
    "required_signatures",
    "required_status_checks",
    "tag_name_pattern",
    "update",
    "workflows",
}
PARAMETERS = {
    "pull_request": (
        "dismiss_stale_reviews_on_push",
        "require_code_owner_review",
        "require_last_push_approval",
        "required_approving_review_count",
        "required_review_thread_resolution",
    ),
    "required_status_checks": (
        "required_status_checks",
        "strict_required_status_checks_policy",
    ),
}


def check_plan(where: Repository) -> None:
    """403 where the plan has no rules for private repositories."""
    if not has_rules(where):
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


def _check_rule(rule: Any) -> None:
    """422 for a rule of no known type or without a parameter that it must have."""
    kind = rule.get("type") if isinstance(rule, dict) else None
    if kind not in RULES:
        raise ApiError(422, "Validation Failed", [f"Invalid rule {kind!r}"])
    parameters = rule.get("parameters") or {}
    missing = [name for name in PARAMETERS.get(str(kind), ()) if name not in parameters]
    if missing:
        sentence = f"Invalid rule {kind!r}: missing parameters: {', '.join(missing)}"
        raise ApiError(422, "Validation Failed", [sentence])


def _check(where: Repository, fields: dict[str, Any], known: Ruleset | None) -> None:
    if not isinstance(fields.get("name"), str) or not fields["name"].strip():
        raise invalid("RepositoryRuleset", "name", "missing_field")
    if fields.get("enforcement") not in ENFORCEMENTS:
        raise invalid("RepositoryRuleset", "enforcement", "invalid")
    if fields.get("target", "branch") not in TARGETS:
        raise invalid("RepositoryRuleset", "target", "invalid")
    if fields["enforcement"] == "evaluate" and where.owner.plan is not Plan.ENTERPRISE:
        raise ApiError(422, "Validation Failed", ["Enforcement evaluate is not available"])
    for rule in fields.get("rules") or []:
        _check_rule(rule)
    others = [one for one in where.rulesets.values() if one is not known]
    if any(one.name == fields["name"] for one in others):
        # That names are unique is documented nowhere we know: unconfirmed.
        raise ApiError(422, "Validation Failed", ["Name must be unique"])

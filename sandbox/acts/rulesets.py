"""Rulesets of a repository or an organisation: laid and changed."""

from typing import Any

from sandbox.acts.reach import has_rules
from sandbox.errors import ApiError, invalid
from sandbox.world.people import Organisation, Plan
from sandbox.world.repositories import Repository, RulesetHolder
from sandbox.world.rulesets import Ruleset
from sandbox.world.state import World

ENFORCEMENTS = {"active", "disabled", "evaluate"}
TARGETS = {"branch", "tag", "push"}
MOST_RULESETS = 75
# By one of these an organisation says which repositories are meant.
TARGETED = {"repository_name", "repository_id", "repository_property"}
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


def check_plan(holder: RulesetHolder) -> None:
    """403 where the plan has no rules: for private repositories, or of an organisation."""
    if isinstance(holder, Repository) and not has_rules(holder):
        raise ApiError(
            403, "Upgrade to GitHub Pro or make this repository public to enable this feature."
        )
    if isinstance(holder, Organisation) and holder.plan is Plan.FREE:
        raise ApiError(403, "Upgrade to GitHub Team to enable this feature.")


def add_ruleset(world: World, holder: RulesetHolder, fields: dict[str, Any]) -> Ruleset:
    """A new ruleset from its JSON fields; 422 when they do not fit or the name is taken."""
    check_plan(holder)
    _check(holder, fields, None)
    if len(holder.rulesets) >= MOST_RULESETS:
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
    holder.rulesets[number] = made
    return made


def change_ruleset(
    world: World, holder: RulesetHolder, one: Ruleset, fields: dict[str, Any]
) -> None:
    """Replace the sent fields; what was not sent stays."""
    kept = {"name": one.name, "enforcement": one.enforcement, "conditions": one.conditions}
    _check(holder, kept | fields, one)
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


def _check(holder: RulesetHolder, fields: dict[str, Any], known: Ruleset | None) -> None:
    if not isinstance(fields.get("name"), str) or not fields["name"].strip():
        raise invalid("RepositoryRuleset", "name", "missing_field")
    if fields.get("enforcement") not in ENFORCEMENTS:
        raise invalid("RepositoryRuleset", "enforcement", "invalid")
    if fields.get("target", "branch") not in TARGETS:
        raise invalid("RepositoryRuleset", "target", "invalid")
    plan = (holder.owner if isinstance(holder, Repository) else holder).plan
    if fields["enforcement"] == "evaluate" and plan is not Plan.ENTERPRISE:
        raise ApiError(422, "Validation Failed", ["Enforcement evaluate is not available"])
    _check_conditions(holder, fields.get("conditions") or {})
    for rule in fields.get("rules") or []:
        _check_rule(rule)
    others = [one for one in holder.rulesets.values() if one is not known]
    if any(one.name == fields["name"] for one in others):
        # That names are unique is documented nowhere we know: unconfirmed.
        raise ApiError(422, "Validation Failed", ["Name must be unique"])


def _check_conditions(holder: RulesetHolder, conditions: Any) -> None:
    """422 unless an organisation says in one way which repositories it means."""
    if not isinstance(conditions, dict) or not all(
        isinstance(one, dict) for one in conditions.values()
    ):
        raise invalid("RepositoryRuleset", "conditions", "invalid")
    if isinstance(holder, Organisation) and len(TARGETED & conditions.keys()) != 1:
        raise invalid("RepositoryRuleset", "conditions", "invalid")

"""Which rulesets reach a ref: those of its repository and those of the organisation above."""

from collections.abc import Callable
from fnmatch import fnmatchcase
from typing import Any

from sandbox.shapes.properties import value_of
from sandbox.world.people import Plan
from sandbox.world.repositories import Repository
from sandbox.world.rulesets import Ruleset

HEADS = "refs/heads/"
EVERYTHING = "~ALL"


def has_rules(where: Repository) -> bool:
    """Whether the plan has rulesets and protected branches here."""
    return not where.private or where.owner.plan is not Plan.FREE


def rulesets_for(where: Repository, ref: str) -> list[Ruleset]:
    """The active rulesets that a ref falls under."""
    return [
        one
        for one in (*where.rulesets.values(), *rulesets_above(where))
        if one.enforcement == "active" and _takes_ref(where, one, ref)
    ]


def rulesets_above(where: Repository) -> list[Ruleset]:
    """The rulesets of the organisation that name the repository; a free plan has none."""
    if where.owner.plan is Plan.FREE:
        return []
    return [one for one in where.owner.rulesets.values() if _names(where, one.conditions)]


def _names(where: Repository, conditions: dict[str, Any]) -> bool:
    """Whether the conditions name the repository: by its name, its id or its properties."""
    if "repository_id" in conditions:
        return where.id in (conditions["repository_id"].get("repository_ids") or [])
    if "repository_property" in conditions:
        return _is_in(conditions["repository_property"], lambda one: _has_value(where, one))
    named = conditions.get("repository_name") or {}
    return _is_in(named, lambda one: one == EVERYTHING or fnmatchcase(where.name, one))


def _has_value(where: Repository, wanted: dict[str, Any]) -> bool:
    known = where.owner.properties.get(str(wanted.get("name")).lower())
    value = value_of(where, known) if known else None
    values = value if isinstance(value, list) else [value]
    return any(one in values for one in wanted.get("property_values") or [])


def _takes_ref(where: Repository, ruleset: Ruleset, ref: str) -> bool:
    kind = "branch" if ref.startswith(HEADS) else "tag"
    if ruleset.target != kind:
        return False
    names = dict(ruleset.conditions.get("ref_name") or {})
    names["include"] = names.get("include") or [EVERYTHING]
    return _is_in(names, lambda one: _is_ref(where, ref, one))


def _is_ref(where: Repository, ref: str, pattern: str) -> bool:
    if pattern == "~DEFAULT_BRANCH":
        return ref == HEADS + where.default_branch
    return pattern == EVERYTHING or fnmatchcase(ref, pattern)


def _is_in(lists: dict[str, Any], fits: Callable[[Any], bool]) -> bool:
    """Whether one of `include` fits and none of `exclude`."""
    included = any(fits(one) for one in lists.get("include") or [])
    return included and not any(fits(one) for one in lists.get("exclude") or [])

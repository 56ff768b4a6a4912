"""JSON of rulesets, of a repository or of the organisation above it."""

from typing import Any

from sandbox.clock import stamp
from sandbox.shapes.repository import api_url
from sandbox.world.repositories import Repository, RulesetHolder
from sandbox.world.rulesets import Ruleset
from sandbox.world.state import World

DETAILS = {"rules", "conditions", "bypass_actors"}


def ruleset(world: World, holder: RulesetHolder, one: Ruleset) -> dict[str, Any]:
    """`repository-ruleset`."""
    kind, source = _source(holder)
    api, page = _addresses(world, holder)
    return {
        "id": one.id,
        "node_id": one.node_id,
        "name": one.name,
        "target": one.target,
        "source_type": kind,
        "source": source,
        "enforcement": one.enforcement,
        "bypass_actors": one.bypass_actors,
        "current_user_can_bypass": "never",
        "conditions": one.conditions,
        "rules": one.rules,
        "created_at": stamp(one.created_at),
        "updated_at": stamp(one.updated_at),
        "_links": {
            "self": {"href": f"{api}/rulesets/{one.id}"},
            "html": {"href": f"{page}/{one.id}"},
        },
    }


def listed(world: World, holder: RulesetHolder, one: Ruleset) -> dict[str, Any]:
    """The list leaves out what only one ruleset by itself shows."""
    shape = ruleset(world, holder, one)
    return {name: shape[name] for name in shape if name not in DETAILS}


def in_force(holder: RulesetHolder, one: Ruleset, rule: dict[str, Any]) -> dict[str, Any]:
    """`repository-rule-detailed`: a rule with the ruleset that it comes from."""
    kind, source = _source(holder)
    return rule | {
        "ruleset_source_type": kind,
        "ruleset_source": source,
        "ruleset_id": one.id,
    }


def _source(holder: RulesetHolder) -> tuple[str, str]:
    if isinstance(holder, Repository):
        return "Repository", holder.full_name
    return "Organization", holder.login


def _addresses(world: World, holder: RulesetHolder) -> tuple[str, str]:
    """Where its rulesets are: in the API, and as pages."""
    if isinstance(holder, Repository):
        return api_url(world, holder), f"{world.url}/{holder.full_name}/rules"
    page = f"{world.url}/organizations/{holder.login}/settings/rules"
    return f"{world.api_url}/orgs/{holder.login}", page

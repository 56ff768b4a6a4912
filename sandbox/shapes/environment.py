"""JSON of environments, their branch policies and their custom protection rules."""

from typing import Any
from urllib.parse import quote

from sandbox.clock import stamp
from sandbox.shapes.people import account, team
from sandbox.shapes.repository import api_url
from sandbox.world.apps import App
from sandbox.world.environments import BranchPolicy, CustomRule, Environment, Reviewer
from sandbox.world.people import Team
from sandbox.world.repositories import Repository
from sandbox.world.state import World


def environment(world: World, where: Repository, one: Environment) -> dict[str, Any]:
    """`environment` with its protection rules.

    Whether GitHub shows custom rules among them is unconfirmed; they have a list of their own.
    """
    numbered = [
        {"id": one.id * 10 + at, "node_id": f"{one.node_id}{at}"} | rule
        for at, rule in enumerate(_rules(world, where, one), 1)
    ]
    return linked(world, where, one) | {
        "created_at": stamp(one.created_at),
        "updated_at": stamp(one.updated_at),
        "protection_rules": numbered,
        "deployment_branch_policy": one.branch_policy,
    }


def linked(world: World, where: Repository, one: Environment) -> dict[str, Any]:
    """An environment among others: as a pending deployment names it."""
    name = quote(one.name, safe="")
    page = f"{world.url}/{where.full_name}/deployments"
    return {
        "id": one.id,
        "node_id": one.node_id,
        "name": one.name,
        "url": f"{api_url(world, where)}/environments/{name}",
        "html_url": f"{page}/activity_log?environments_filter={name}",
    }


def _rules(world: World, where: Repository, one: Environment) -> list[dict[str, Any]]:
    rules: list[dict[str, Any]] = []
    if one.wait_timer:
        rules.append({"type": "wait_timer", "wait_timer": one.wait_timer})
    if one.reviewers:
        rules.append(
            {
                "type": "required_reviewers",
                "prevent_self_review": one.prevent_self_review,
                "reviewers": [reviewer(world, where, each) for each in one.reviewers],
            }
        )
    if one.branch_policy is not None:
        rules.append({"type": "branch_policy"})
    return rules


def reviewer(world: World, where: Repository, one: Reviewer) -> dict[str, Any]:
    if isinstance(one, Team):
        return {"type": "Team", "reviewer": team(world, where.owner, one)}
    return {"type": "User", "reviewer": account(world, one)}


def branch_policy(one: BranchPolicy) -> dict[str, Any]:
    return {"id": one.id, "node_id": one.node_id, "name": one.name, "type": one.type}


def custom_rule(world: World, one: CustomRule) -> dict[str, Any]:
    """`deployment-protection-rule`."""
    return {
        "id": one.id,
        "node_id": one.node_id,
        "enabled": True,
        "app": rule_app(world, one.app),
    }


def rule_app(world: World, one: App) -> dict[str, Any]:
    """`custom-deployment-rule-app`."""
    return {
        "id": one.id,
        "slug": one.slug,
        "integration_url": f"{world.api_url}/apps/{one.slug}",
        "node_id": one.node_id,
    }

"""Environments: made when they are first named, and the rules that a plan lets them have."""

from sandbox.errors import ApiError
from sandbox.world.apps import App
from sandbox.world.environments import CustomRule, Environment
from sandbox.world.people import Plan
from sandbox.world.repositories import Repository
from sandbox.world.state import World

MOST_CUSTOM_RULES = 6
EVENT = "deployment_protection_rule"


def has_environments(where: Repository) -> bool:
    """Whether the plan has environments here: in private repositories a paid one does."""
    return not where.private or where.owner.plan is not Plan.FREE


def has_gates(where: Repository) -> bool:
    """Whether the plan has reviewers, wait timers and custom rules here."""
    return not where.private or where.owner.plan is Plan.ENTERPRISE


def environment_named(world: World, where: Repository, name: str) -> Environment:
    """The environment of that name, made if it is not there, as a deployment to it makes it."""
    known = where.environments.get(name.lower())
    if known is None:
        number, node = world.mint("EN")
        known = Environment(number, node, name, world.now(), world.now())
        where.environments[name.lower()] = known
    return known


def rule_apps(world: World, where: Repository) -> list[App]:
    """Apps that can be asked: installed here, with the permission and the event for it."""
    return [
        one.app
        for one in world.installations.values()
        if one.covers(where)
        and one.permissions.get("deployments") == "write"
        and EVENT in one.events
    ]


def enable_rule(
    world: World, where: Repository, one: Environment, app_id: int | None
) -> CustomRule:
    """Ask an App from now on; what GitHub answers when it cannot be is unconfirmed."""
    found = {app.id: app for app in rule_apps(world, where)}
    if app_id is None or app_id not in found:
        raise ApiError(404, "Not Found")
    if not has_gates(where):
        raise ApiError(403, "Upgrade to GitHub Enterprise or make this repository public.")
    if any(rule.app is found[app_id] for rule in one.custom_rules.values()):
        raise ApiError(400, "The custom deployment protection rule is enabled already.")
    if len(one.custom_rules) >= MOST_CUSTOM_RULES:
        raise ApiError(400, "An environment can have at most 6 custom protection rules.")
    number, node = world.mint("GA")
    made = CustomRule(number, node, found[app_id])
    one.custom_rules[number] = made
    return made

"""What is set in a repository: teams and people with access, rules, environments."""

from typing import Any

from flask import render_template

from sandbox.acts.protection_rules import rules_of
from sandbox.acts.reach import rulesets_above
from sandbox.pages.page import REPOSITORY, Pages, Visit
from sandbox.shapes.properties import set_properties
from sandbox.world.people import Role, Team
from sandbox.world.protections import Protection
from sandbox.world.repositories import Repository
from sandbox.world.roles import team_role

pages = Pages()


@pages("GET", REPOSITORY + "/settings")
def show_settings(visit: Visit, owner: str, repo: str) -> str:
    where = visit.repository(owner, repo)
    rulesets = [*where.rulesets.values(), *rulesets_above(where)]
    return render_template(
        "settings.html",
        where=where,
        properties=set_properties(where),
        teams=_teams(where),
        protections={name: _protection(one) for name, one in where.protections.items()},
        rulesets=rulesets,
        rules={one.id: [_rule(rule) for rule in one.rules] for one in rulesets},
    )


def _teams(where: Repository) -> list[tuple[Team, Role]]:
    """Teams with access, the mightiest first."""
    held = [(team, team_role(where, team)) for team in where.owner.teams.values()]
    return sorted((pair for pair in held if pair[1] > Role.NONE), key=lambda pair: -pair[1])


def _protection(one: Protection) -> list[tuple[str, str]]:
    """All that protects a branch, as the rules of rulesets are told."""
    rules = [{"type": rule.kind, "parameters": rule.parameters} for rule in rules_of(one)]
    return [_rule(rule) for rule in rules]


def _rule(rule: dict[str, Any]) -> tuple[str, str]:
    """A rule as words: its type and its parameters that are set."""
    parameters = rule.get("parameters") or {}
    words = [f"{_words(name)}: {_value(value)}" for name, value in parameters.items() if value]
    return _words(str(rule.get("type", "rule"))), "; ".join(words)


def _value(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_value(one) for one in value)
    if isinstance(value, dict):
        return str(value.get("context", value))
    return "yes" if value is True else str(value)


def _words(name: str) -> str:
    return name.replace("_", " ")

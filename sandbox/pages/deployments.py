"""Environments: what is deployed where, what waits, and how each of them is guarded."""

from dataclasses import dataclass

from flask import render_template

from sandbox.pages.page import REPOSITORY, Pages, Visit
from sandbox.world.deployments import Deployment, DeploymentState
from sandbox.world.environments import Environment
from sandbox.world.gates import Gate
from sandbox.world.people import Team
from sandbox.world.repositories import Repository
from sandbox.world.runs import Run

pages = Pages()
PAGE = REPOSITORY + "/deployments"
SHOWN = 100


@dataclass(frozen=True)
class Place:
    """An environment with what is deployed there, and what waits before it."""

    environment: Environment
    deployed: Deployment | None
    waiting: list[tuple[Run, Gate]]
    rules: list[str]


@pages("GET", PAGE)
def show_deployments(visit: Visit, owner: str, repo: str) -> str:
    return _shown(visit.repository(owner, repo))


@pages("GET", PAGE + "/activity_log")
def show_activity(visit: Visit, owner: str, repo: str) -> str:
    """Where the API's links to an environment lead."""
    return _shown(visit.repository(owner, repo))


def _shown(where: Repository) -> str:
    newest = list(reversed(where.deployments.values()))[:SHOWN]
    places = [_place(where, one) for one in where.environments.values()]
    return render_template("deployments.html", where=where, places=places, deployments=newest)


def _place(where: Repository, one: Environment) -> Place:
    deployed = [
        each
        for each in where.deployments.values()
        if each.environment.lower() == one.name.lower() and each.state is DeploymentState.SUCCESS
    ]
    waiting = [
        (run, gate)
        for run in where.actions.under_way()
        for _, gate in run.gates()
        if gate.environment is one
    ]
    return Place(one, deployed[-1] if deployed else None, waiting, _rules(one))


def _rules(one: Environment) -> list[str]:
    """What guards it, a few words each."""
    found = []
    if one.reviewers:
        names = [
            f"team {who.name}" if isinstance(who, Team) else who.login for who in one.reviewers
        ]
        found.append(f"reviewed by {' or '.join(names)}")
    if one.wait_timer:
        found.append(f"waits {one.wait_timer} minutes")
    if one.branch_policy is not None:
        chosen = ", ".join(each.name for each in one.branch_policies.values()) or "none"
        protected = one.branch_policy["protected_branches"]
        found.append("protected branches only" if protected else f"only from: {chosen}")
    found += [f"asks {rule.app.name}" for rule in one.custom_rules.values()]
    return found

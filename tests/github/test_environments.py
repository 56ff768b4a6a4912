"""Environments with what guards them, made so however often it is asked for."""

from collections.abc import Callable
from typing import Any

import pytest

from app.domain.policy import Access, Branches
from app.github.client import Client
from app.github.environments import NewEnvironment, allow_branch, put_environment, readers
from app.github.errors import Invalid
from app.github.repository_settings import grant_team
from sandbox import RunningSandbox
from tests.github.conftest import ORGANISATION, Person, control

WHERE = (ORGANISATION, "unrelated")


@pytest.fixture
def shown(person: Callable[[str], Person]) -> Callable[[], Any]:
    """The environment `prod`, as an admin sees it."""
    return lambda: person("ada").does("GET", "/repos/acme/unrelated/environments/prod")


def test_an_environment_is_made_once(client: Client, person: Callable[[str], Person]) -> None:
    put_environment(client, *WHERE, NewEnvironment("prod"))
    put_environment(client, *WHERE, NewEnvironment("prod"))

    found = person("ada").does("GET", "/repos/acme/unrelated/environments")
    assert [environment["name"] for environment in found["environments"]] == ["prod"]


def test_reviewers_and_waits_guard_it(
    client: Client, sandbox: RunningSandbox, shown: Callable[[], Any]
) -> None:
    control(sandbox, "plan", {"organisation": "acme", "plan": "enterprise"})
    grant_team(client, *WHERE, "payments", Access.PULL)
    team = readers(client, *WHERE)["payments"]

    put_environment(client, *WHERE, NewEnvironment("prod", (team,), True, 30))

    wait, review = shown()["protection_rules"]
    assert wait["wait_timer"] == 30
    assert review["prevent_self_review"] is True
    assert [one["reviewer"]["slug"] for one in review["reviewers"]] == ["payments"]


def test_a_plan_without_reviewers_is_told_apart(client: Client) -> None:
    with pytest.raises(Invalid) as caught:
        put_environment(client, *WHERE, NewEnvironment("prod", wait_minutes=5))

    assert "billing plan" in caught.value.refusal.said


def test_a_team_without_access_is_no_reader(client: Client) -> None:
    assert "payments" not in readers(client, *WHERE)


def test_deployments_may_come_from_protected_branches_alone(
    client: Client, shown: Callable[[], Any]
) -> None:
    put_environment(client, *WHERE, NewEnvironment("prod", branches=Branches.PROTECTED))

    assert shown()["deployment_branch_policy"]["protected_branches"] is True


def test_a_pattern_of_branches_is_added_once(
    client: Client, person: Callable[[str], Person]
) -> None:
    put_environment(client, *WHERE, NewEnvironment("prod", branches=("main",)))

    for _ in range(2):
        allow_branch(client, *WHERE, "prod", "main")

    path = "/repos/acme/unrelated/environments/prod/deployment-branch-policies"
    found = person("ada").does("GET", path)["branch_policies"]
    assert [one["name"] for one in found] == ["main"]

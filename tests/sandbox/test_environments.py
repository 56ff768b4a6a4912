"""Environments: who reviews, how long they wait, from where they are deployed, who is asked."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.voices import Voice

Control = Callable[..., Any]
Person = Callable[[str], Voice]
PRODUCTION = "/repos/acme/open/environments/production"
RULES = f"{PRODUCTION}/deployment_protection_rules"
POLICIES = f"{PRODUCTION}/deployment-branch-policies"
CUSTOM = {"protected_branches": False, "custom_branch_policies": True}


@pytest.fixture
def seed(seed: dict[str, Any]) -> dict[str, Any]:
    """The App may be asked before a deployment."""
    seed["app"]["permissions"] |= {"actions": "read", "deployments": "write"}
    seed["app"]["events"].append("deployment_protection_rule")
    return seed


def test_reviewers_are_told_as_people_and_teams(person: Person) -> None:
    ada = person("ada")
    will, cards = ada.gets("/users/will"), ada.gets("/orgs/acme/teams/cards")
    ada.does("PUT", "/orgs/acme/teams/cards/repos/acme/open", {"permission": "pull"})
    reviewers = [{"type": "User", "id": will["id"]}, {"type": "Team", "id": cards["id"]}]
    body = {"reviewers": reviewers, "prevent_self_review": True, "wait_timer": 30}

    rules = ada.does("PUT", PRODUCTION, body)["protection_rules"]

    assert [rule["type"] for rule in rules] == ["wait_timer", "required_reviewers"]
    assert rules[0]["wait_timer"] == 30
    assert rules[1]["prevent_self_review"] is True
    assert [one["type"] for one in rules[1]["reviewers"]] == ["User", "Team"]
    assert rules[1]["reviewers"][0]["reviewer"]["login"] == "will"
    assert rules[1]["reviewers"][1]["reviewer"]["slug"] == "cards"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"wait_timer": 43_201}, "wait_timer"),
        ({"reviewers": [{"type": "User", "id": 1}]}, "User 1 cannot review here."),
        ({"prevent_self_review": True}, "must have at least one reviewer"),
        ({"reviewers": [{"type": "User", "id": 1}] * 7}, "at most 6 reviewers"),
        (
            {"deployment_branch_policy": dict.fromkeys(CUSTOM, True)},
            "cannot have the same value",
        ),
    ],
)
def test_what_does_not_fit_is_refused(person: Person, body: dict[str, Any], words: str) -> None:
    answer = person("ada").asks("PUT", PRODUCTION, body)

    assert answer.status_code == 422
    assert words in answer.text


def test_what_a_put_leaves_out_is_gone(person: Person) -> None:
    ada = person("ada")
    ada.does("PUT", PRODUCTION, {"wait_timer": 30, "deployment_branch_policy": CUSTOM})
    ada.does("POST", POLICIES, {"name": "main"})

    found = ada.does("PUT", PRODUCTION)

    assert (found["protection_rules"], found["deployment_branch_policy"]) == ([], None)
    assert ada.gets(POLICIES)["total_count"] == 0


def test_patterns_of_branches_are_added_changed_and_removed(person: Person) -> None:
    ada = person("ada")
    ada.does("PUT", PRODUCTION, {"deployment_branch_policy": CUSTOM})
    made = ada.does("POST", POLICIES, {"name": "main"})
    tags = ada.does("POST", POLICIES, {"name": "v*", "type": "tag"})

    again = ada.asks("POST", POLICIES, {"name": "main"})
    ada.does("PUT", f"{POLICIES}/{made['id']}", {"name": "release/*"})
    ada.does("DELETE", f"{POLICIES}/{tags['id']}")

    assert again.status_code == 303
    (left,) = ada.gets(POLICIES)["branch_policies"]
    assert left == ada.gets(f"{POLICIES}/{made['id']}")
    assert (left["name"], left["type"]) == ("release/*", "branch")
    assert ada.asks("GET", f"{POLICIES}/{tags['id']}").status_code == 404


def test_an_environment_without_custom_policies_takes_none(person: Person) -> None:
    person("ada").does("PUT", PRODUCTION)

    assert person("ada").asks("POST", POLICIES, {"name": "main"}).status_code == 404


def test_an_app_is_asked_once_it_is_enabled(person: Person) -> None:
    ada = person("ada")
    ada.does("PUT", PRODUCTION)
    (offered,) = ada.gets(f"{RULES}/apps").popitem()[1]

    made = ada.does("POST", RULES, {"integration_id": offered["id"]})

    assert (made["enabled"], made["app"]) == (True, offered)
    assert ada.gets(RULES)["custom_deployment_protection_rules"] == [made]
    assert ada.gets(f"{RULES}/{made['id']}") == made
    assert ada.gets(f"{RULES}/apps")["total_count"] == 0
    assert ada.asks("POST", RULES, {"integration_id": offered["id"]}).status_code == 400

    ada.does("DELETE", f"{RULES}/{made['id']}")

    assert ada.gets(RULES)["total_count"] == 0
    assert ada.asks("GET", f"{RULES}/{made['id']}").status_code == 404


def test_an_app_that_does_not_listen_cannot_be_asked(person: Person, control: Control) -> None:
    person("ada").does("PUT", PRODUCTION)
    control("permissions", id=77, permissions={"deployments": "read"}, actor="ada")

    answer = person("ada").asks("POST", RULES, {"integration_id": 4242})

    assert answer.status_code == 404


def test_custom_rules_in_private_repositories_need_enterprise(
    person: Person, control: Control
) -> None:
    ada, path = person("ada"), "/repos/acme/services/environments/production"
    ada.does("PUT", path)
    rules = f"{path}/deployment_protection_rules"

    on_team = ada.asks("POST", rules, {"integration_id": 4242})
    control("plan", organisation="acme", plan="enterprise")

    assert on_team.status_code == 403
    assert ada.asks("POST", rules, {"integration_id": 4242}).status_code == 201


def test_enabling_a_rule_takes_the_administration_of_the_repository(
    person: Person, installation: Voice, installed: Callable[..., Voice]
) -> None:
    installation.does("PUT", PRODUCTION)
    narrow = installed(permissions={"deployments": "write", "actions": "read"})

    assert person("will").asks("POST", RULES, {"integration_id": 4242}).status_code == 403
    refused = narrow.asks("POST", RULES, {"integration_id": 4242})
    assert refused.headers["X-Accepted-GitHub-Permissions"] == "administration=write"
    assert installation.asks("POST", RULES, {"integration_id": 4242}).status_code == 201

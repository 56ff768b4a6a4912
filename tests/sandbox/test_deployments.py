"""Deployments over the API, and what is reported about them."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.conftest import Ear
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]
DEPLOYMENTS = "/repos/acme/services/deployments"


@pytest.fixture
def seed(seed: dict[str, Any]) -> dict[str, Any]:
    seed["app"]["permissions"]["deployments"] = "write"
    seed["app"]["events"] += ["deployment", "deployment_status", "deployment_protection_rule"]
    return seed


def deploys(who: Voice, **fields: Any) -> Any:
    return who.does("POST", DEPLOYMENTS, {"ref": "main"} | fields)


def reports(who: Voice, made: Any, state: str, **fields: Any) -> Any:
    return who.does("POST", f"{DEPLOYMENTS}/{made['id']}/statuses", {"state": state} | fields)


def states(who: Voice, made: Any) -> list[str]:
    return [one["state"] for one in who.gets(f"{DEPLOYMENTS}/{made['id']}/statuses")]


def test_a_ref_is_deployed_to_an_environment(installation: Voice, person: Person) -> None:
    made = deploys(installation, environment="staging", payload={"a": 1}, description="Try")

    assert made["sha"] == person("ada").gets("/repos/acme/services/branches/main")["commit"]["sha"]
    assert (made["environment"], made["payload"], made["task"]) == ("staging", {"a": 1}, "deploy")
    assert made["creator"]["login"] == "slipway[bot]"
    assert made["performed_via_github_app"]["slug"] == "slipway"
    assert installation.gets(f"{DEPLOYMENTS}/{made['id']}") == made
    assert person("ada").gets("/repos/acme/services/environments/staging")


def test_an_environment_is_production_unless_it_is_named(person: Person) -> None:
    made = deploys(person("will"))

    assert (made["environment"], made["production_environment"]) == ("production", True)


def test_deployments_are_chosen_by_what_they_are(person: Person) -> None:
    will = person("will")
    first = deploys(will, environment="staging")
    second = deploys(will, environment="staging", task="migrate")
    third = deploys(will, environment="qa")

    def listed(query: str) -> list[int]:
        return [one["id"] for one in will.gets(f"{DEPLOYMENTS}{query}")]

    assert listed("") == [third["id"], second["id"], first["id"]]
    assert listed("?environment=staging") == [second["id"], first["id"]]
    assert listed("?environment=staging&task=migrate") == [second["id"]]
    assert listed(f"?sha={first['sha']}&ref=main&per_page=1") == [third["id"]]
    assert listed("?ref=other") == []


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"ref": "nowhere"}, 422, "No ref found for: nowhere"),
        ({"required_contexts": ["ci"]}, 409, "Commit status checks failed for main"),
        ({"payload": 7}, 422, "payload"),
    ],
)
def test_what_cannot_be_deployed_is_refused(
    person: Person, fields: dict[str, Any], status: int, words: str
) -> None:
    answer = person("will").asks("POST", DEPLOYMENTS, {"ref": "main"} | fields)

    assert answer.status_code == status
    assert words in answer.text


def test_a_success_makes_the_one_before_inactive(person: Person) -> None:
    will = person("will")
    first, second = (deploys(will, environment="staging") for _ in "12")
    other = deploys(will, environment="qa")
    for one in (first, other, second):
        reports(will, one, "success")

    assert states(will, first) == ["inactive", "success"]
    assert states(will, second) == states(will, other) == ["success"]


@pytest.mark.parametrize(
    "fields", [{"transient_environment": True}, {"production_environment": True}]
)
def test_what_is_transient_or_in_production_stays_active(
    person: Person, fields: dict[str, Any]
) -> None:
    will = person("will")
    first, second = (deploys(will, environment="staging", **fields) for _ in "12")
    reports(will, first, "success")
    reports(will, second, "success")

    assert states(will, first) == ["success"]


def test_a_success_leaves_the_one_before_if_it_is_told_to(person: Person) -> None:
    will = person("will")
    first, second = (deploys(will, environment="staging") for _ in "12")
    reports(will, first, "success")
    reports(will, second, "success", auto_inactive=False)

    assert states(will, first) == ["success"]


def test_a_status_says_where_to_look(person: Person) -> None:
    will = person("will")
    made = deploys(will, environment="staging")

    found = reports(
        will,
        made,
        "in_progress",
        description="Rolling",
        log_url="https://example.com/log",
        environment_url="https://example.com",
        environment="staging-2",
    )

    path = f"{DEPLOYMENTS}/{made['id']}"
    assert will.gets(f"{path}/statuses/{found['id']}") == found
    assert found["target_url"] == found["log_url"] == "https://example.com/log"
    moved = will.gets(path)
    assert (moved["original_environment"], moved["environment"]) == ("staging", "staging-2")


@pytest.mark.parametrize(
    "fields", [{"state": "perhaps"}, {"state": "error", "description": "x" * 141}, {}]
)
def test_a_status_that_does_not_fit_is_refused(person: Person, fields: dict[str, Any]) -> None:
    made = deploys(person("will"))

    answer = person("will").asks("POST", f"{DEPLOYMENTS}/{made['id']}/statuses", fields)

    assert answer.status_code == 422


def test_an_active_deployment_is_not_deleted_while_there_are_others(person: Person) -> None:
    will = person("will")
    first, second = (deploys(will, environment=name) for name in ("qa", "staging"))
    reports(will, first, "success")

    refused = will.asks("DELETE", f"{DEPLOYMENTS}/{first['id']}")
    will.does("DELETE", f"{DEPLOYMENTS}/{second['id']}")
    will.does("DELETE", f"{DEPLOYMENTS}/{first['id']}")

    assert refused.status_code == 422
    assert will.gets(DEPLOYMENTS) == []
    assert will.asks("GET", f"{DEPLOYMENTS}/{first['id']}").status_code == 404


def test_an_inactive_deployment_can_be_deleted(person: Person) -> None:
    will = person("will")
    first, _ = (deploys(will, environment="qa") for _ in "12")
    reports(will, first, "success")
    reports(will, first, "inactive")

    assert will.asks("DELETE", f"{DEPLOYMENTS}/{first['id']}").status_code == 204


def test_deployments_and_their_statuses_are_told_but_for_inactive_ones(
    ear: Ear, installation: Voice
) -> None:
    first, second = (deploys(installation, environment="qa") for _ in "12")
    for state in ("success", "inactive", "error"):
        reports(installation, first, state)

    heard = ear.hears(4)

    assert [one.name for one in heard] == ["deployment.created"] * 2 + [
        "deployment_status.created"
    ] * 2
    assert heard[1].payload["deployment"]["id"] == second["id"]
    assert heard[0].payload["workflow_run"] is None
    assert [one.payload["deployment_status"]["state"] for one in heard[2:]] == ["success", "error"]


def test_deploying_takes_write_access_or_the_permission(
    person: Person, installed: Callable[..., Voice]
) -> None:
    reader = installed(permissions={"deployments": "read"})

    refused = reader.asks("POST", DEPLOYMENTS, {"ref": "main"})

    assert refused.status_code == 403
    assert refused.headers["X-Accepted-GitHub-Permissions"] == "deployments=write"
    assert person("olga").asks("POST", DEPLOYMENTS, {"ref": "main"}).status_code == 403
    assert reader.gets(DEPLOYMENTS) == []

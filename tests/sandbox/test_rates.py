"""The primary limits: how many calls an hour somebody has, wherever it is told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sandbox import RunningSandbox
from tests.sandbox.voices import Voice, signed_jwt

Control = Callable[..., Any]
Start = Callable[[dict[str, Any]], RunningSandbox]
Install = Callable[[dict[str, Any]], Voice]
LABELS = "/repos/acme/services/labels"
QUERY = "{ rateLimit { limit } }"


def told(voice: Voice) -> dict[str, int]:
    """What `/rate_limit` says of each resource."""
    resources = voice.gets("/rate_limit")["resources"]
    return {name: one["limit"] for name, one in resources.items()}


def of_size(seed: dict[str, Any], repositories: int, members: int) -> dict[str, Any]:
    """The organisation with so many of both."""
    repositories -= len(seed["repositories"])
    more = [{"name": f"repository-{number}"} for number in range(repositories)]
    members -= sum(one.get("role") != "none" for one in seed["users"])
    people = [{"login": f"person-{number}"} for number in range(members)]
    grown = {"repositories": seed["repositories"] + more, "users": seed["users"] + people}
    return seed | grown


@pytest.fixture
def install(start: Start, key_file: Path) -> Install:
    """The installation in a sandbox of a seed."""

    def install(seed: dict[str, Any]) -> Voice:
        app = Voice(start(seed).url, signed_jwt(key_file))
        token = app.does("POST", "/app/installations/77/access_tokens", {})["token"]
        return Voice(app.url, token)

    return install


@pytest.mark.parametrize(
    ("repositories", "members", "limit"),
    [(3, 4, 5000), (20, 20, 5000), (21, 4, 5050), (3, 22, 5100), (22, 23, 5250), (3, 180, 12_500)],
)
def test_an_installation_has_more_with_its_size(
    install: Install,
    seed: dict[str, Any],
    repositories: int,
    members: int,
    limit: int,
) -> None:
    installation = install(of_size(seed, repositories, members))

    assert told(installation) == {"core": limit, "graphql": limit, "search": 30}


def test_only_repositories_that_are_selected_count(install: Install, seed: dict[str, Any]) -> None:
    selected = {"installation": {"repositories": ["services"]}}

    assert told(install(of_size(seed, 30, 4) | selected))["core"] == 5000


def test_an_installation_on_enterprise_cloud_has_one_number(
    install: Install, seed: dict[str, Any]
) -> None:
    seed["organisation"]["plan"] = "enterprise"

    limits = told(install(of_size(seed, 30, 40)))

    assert limits == {"core": 15_000, "graphql": 10_000, "search": 30}


def test_people_and_nobody_have_what_everybody_has(
    person: Callable[[str], Voice], nobody: Voice
) -> None:
    assert told(person("dana")) == {"core": 5000, "graphql": 5000, "search": 30}
    assert told(nobody) == {"core": 60, "graphql": 0, "search": 10}


def test_a_limit_is_told_alike_everywhere(install: Install, seed: dict[str, Any]) -> None:
    installation = install(of_size(seed, 25, 4))

    header = installation.asks("GET", LABELS).headers["x-ratelimit-limit"]
    in_graphql = installation.queries(QUERY)["data"]["rateLimit"]["limit"]

    assert (header, in_graphql) == ("5250", 5250)
    assert told(installation)["core"] == 5250


def test_what_is_left_is_left_of_the_limit(install: Install, seed: dict[str, Any]) -> None:
    installation = install(of_size(seed, 25, 4))
    installation.gets(LABELS)
    Voice(installation.url).orders("rate", {"remaining": 7})

    core = installation.gets("/rate_limit")["resources"]["core"]

    assert (core["limit"], core["used"], core["remaining"]) == (5250, 5243, 7)


def test_another_plan_counts_from_the_next_hour_on(
    installed: Callable[[], Voice], control: Control
) -> None:
    installation = installed()
    before = told(installation)["core"]

    control("plan", organisation="acme", plan="enterprise")
    same_hour = told(installation)["core"]
    control("clock", advance_seconds=3601)

    assert (before, same_hour, told(installed())["core"]) == (5000, 5000, 15_000)


def test_an_hour_that_a_fault_uses_up_is_the_callers(
    install: Install, seed: dict[str, Any]
) -> None:
    installation = install(of_size(seed, 25, 4))
    fault = {"mode": "primary", "method": "GET", "route": "/repos/{owner}/{repo}/labels"}
    Voice(installation.url).orders("faults", fault)

    refused = installation.asks("GET", LABELS)

    assert refused.json()["message"] == "API rate limit exceeded for installation ID 77."
    assert refused.headers["x-ratelimit-limit"] == refused.headers["x-ratelimit-used"] == "5250"

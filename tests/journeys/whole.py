"""What it means that a request ended well: one whole pair, and one of everything around it."""

from typing import Any

from app.domain.state import State
from app.store import services
from tests.journeys.acme import Acme
from tests.journeys.request import Request

_ENVIRONMENTS = ["dev", "prod", "prod-copy", "staging"]


def assert_one_whole_pair(request: Request, name: str) -> None:
    """Exactly one finished pair, and the comments of a job in which nothing stopped."""
    assert_one_pair(request, name)
    assert len([text for text in request.notices if "your service is live" in text]) == 1
    assert len([text for text in request.notices if "waits for approval" in text]) == 1
    assert len(request.notices) == 2


def assert_one_pair(request: Request, name: str) -> None:
    """GitHub, catalog and issue agree on exactly one finished pair of that name."""
    acme = request.acme
    all_there_are = acme.sandbox.world.repositories.values()
    found = sorted(one.name for one in all_there_are if one.name.startswith(name))
    assert found == [name, f"{name}-integration-tests"]
    for repository in found:
        _assert_whole(acme, repository)
    _assert_in_the_catalog(acme, name)
    assert request.state is State.LIVE
    assert request.labels == {"service-request", "approved/platform", "slipway/live"}
    assert request.issue["state_reason"] == "completed"
    assert request.headline.startswith("🎉 **Live:**")


def _assert_whole(acme: Acme, repository: str) -> None:
    path = f"/repos/acme/{repository}"
    commits = _get(acme, f"{path}/commits?per_page=100")
    assert len(commits) == 1
    assert not commits[0]["parents"]
    assert [one["name"] for one in _get(acme, f"{path}/rulesets")] == ["Slipway: default branch"]
    assert _get(acme, f"{path}/topics")["names"] == ["slipway"]
    assert acme.asks("ada", "GET", f"{path}/vulnerability-alerts").status_code == 204
    teams = {one["slug"]: one["permission"] for one in _get(acme, f"{path}/teams")}
    assert teams == {"payments": "maintain", "platform-reviewers": "admin"}
    environments = [one["name"] for one in _get(acme, f"{path}/environments")["environments"]]
    is_tests = repository.endswith("-integration-tests")
    assert sorted(environments) == ([] if is_tests else _ENVIRONMENTS)


def _assert_in_the_catalog(acme: Acme, name: str) -> None:
    with acme.bench.database.transaction() as tx:
        service = services.get(tx, "acme", name)
    assert service is not None
    ids = [
        _get(acme, f"/repos/acme/{repository}")["id"]
        for repository in (name, f"{name}-integration-tests")
    ]
    assert [service.service_repository_id, service.tests_repository_id] == ids


def _get(acme: Acme, path: str) -> Any:
    return acme.does("ada", "GET", path)

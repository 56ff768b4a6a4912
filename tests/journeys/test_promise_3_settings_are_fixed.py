"""Promise 3: a pair gets the settings it was approved with, whatever fails, dies or changes."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select, update

from app.domain.progress import CATALOG, StepName
from app.domain.state import State
from app.github.calls import Call
from app.store import tables
from app.usecases.advance import advance
from tests.journeys import furnished
from tests.journeys.acme import Acme, connect
from tests.journeys.death import Died, Fate, mortal_database
from tests.journeys.furnished import define, furnish, has_plan, permit, seen
from tests.journeys.halfway import builds_up_to
from tests.journeys.request import Request

SETTINGS = """\
  access: {owner: maintain, platform-reviewers: admin}
  environments:
    - {name: prod, reviewers: [owner], wait_minutes: 5, branches: [main]}
  properties: {tier: "T{request.tier}"}
  topics: [slipway]
  security: {vulnerability_alerts: true, security_updates: true, secret_scanning: true}
"""
_REPOSITORY = "/repos/{owner}/{repo}"
_ENVIRONMENT = f"{_REPOSITORY}/environments/{{environment_name}}"
CALLS = (
    ("PATCH", f"{_REPOSITORY}/properties/values"),
    ("PUT", f"{_REPOSITORY}/vulnerability-alerts"),
    ("PUT", f"{_REPOSITORY}/automated-security-fixes"),
    ("PATCH", _REPOSITORY),
    ("GET", f"{_REPOSITORY}/teams"),
    ("PUT", _ENVIRONMENT),
    ("POST", f"{_ENVIRONMENT}/deployment-branch-policies"),
)
_EVERY = 7
"""So many places apart the worker dies."""


@pytest.fixture(scope="module")
def rich(busy_acme: Acme) -> Acme:
    """Acme with a plan that lacks nothing and a policy that says a lot."""
    has_plan(busy_acme, "enterprise")
    permit(busy_acme, repository_custom_properties="write")
    define(busy_acme, *furnished.PROPERTIES)
    furnish(busy_acme, SETTINGS)
    return busy_acme


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("quarry", {"status": 502}),
        ("beacon", {"status": 502, "after_effect": True, "drop_answer": True}),
    ],
    ids=["before its effect", "after its effect without an answer"],
)
def test_a_call_that_fails_is_made_up_for(rich: Acme, name: str, fault: dict[str, Any]) -> None:
    for method, route in CALLS:
        rich.controls("faults", method=method, route=route, by="app", **fault)
    request = rich.files(name=name, tier="2")

    request.is_approved()

    assert [one.route for one in rich.sandbox.world.calls.faults if one.times] == []
    rich.sandbox.world.calls.faults.clear()
    assert request.state is State.LIVE
    _is_set_up(rich, name)


def test_wherever_the_worker_dies_the_pair_is_set_up(rich: Acme) -> None:
    first = StepName("properties", "service")
    places = _dies_at(rich, "orchard", first, 10**6)
    assert places > 2 * _EVERY

    for name, place in zip(_names(), range(1, places, _EVERY), strict=False):
        _dies_at(rich, name, first, place)

        _is_set_up(rich, name)


def test_a_policy_that_changes_meanwhile_changes_the_pairs_after_it(rich: Acme) -> None:
    request = rich.files(name="lantern", tier="2")
    builds_up_to(request, StepName("access", "service"))

    changed = SETTINGS.replace("[slipway]", "[changed]").replace("[main]", "[trunk]")
    furnish(rich, changed.replace('"T{request.tier}"', "T1"))

    assert request.state is State.LIVE
    _is_set_up(rich, "lantern")
    rich.files(name="meadow", tier="2").is_approved()
    assert seen(rich, "meadow", "/topics")["names"] == ["changed"]
    assert furnished.properties(rich, "meadow")["tier"] == "T1"
    furnish(rich, SETTINGS)


def test_a_build_that_an_earlier_version_began_goes_on(rich: Acme) -> None:
    request = rich.files(name="pelican", tier="2")
    builds_up_to(request, CATALOG)
    _was_begun_earlier(rich, request)

    rich.settles()

    assert request.state is State.LIVE
    environments = seen(rich, "pelican", "/environments")["environments"]
    assert {one["name"] for one in environments} == {"prod", "dev"}
    assert seen(rich, "pelican-integration-tests", "/environments")["total_count"] == 0
    assert seen(rich, "pelican", "/topics")["names"] == ["old"]


def _was_begun_earlier(acme: Acme, request: Request) -> None:
    """As that version kept plans, which had other steps: its settings are made once more."""
    pairs, steps = tables.pairs.c, tables.steps.c
    settings = {
        "visibility": "private",
        "tests_suffix": "-integration-tests",
        "access": {"owner": "maintain"},
        "environments": ["dev", "prod"],
        "topics": ["old"],
        "labels": [],
        "required_checks": ["ci"],
        "required_reviews": 1,
    }
    row_id = request.row.id
    with acme.bench.database.transaction() as tx:
        found = select(pairs.id, pairs.plan).where(pairs.request_id == row_id)
        pair, plan = tx.connection.execute(found).one()
        old = {key: value for key, value in plan.items() if key != "setup"}
        kept = (
            update(tables.pairs).where(pairs.id == pair).values(plan=old | {"settings": settings})
        )
        tx.connection.execute(kept)
        new = [
            f"{half}:{step}" for half in ("service", "tests") for step in ("properties", "security")
        ]
        tx.connection.execute(
            tables.steps.delete().where(steps.pair_id == pair, steps.name.in_(new))
        )
        again = [
            f"{half}:{step}" for half in ("service", "tests") for step in ("topics", "environments")
        ]
        undone = update(tables.steps).where(steps.pair_id == pair, steps.name.in_(again))
        tx.connection.execute(undone.values(result=None, finished_at=None))


def _is_set_up(acme: Acme, name: str) -> None:
    for repository in (name, f"{name}-integration-tests"):
        assert furnished.properties(acme, repository)["tier"] == "T2"
        assert seen(acme, repository, "/topics")["names"] == ["slipway"]
        for switch in ("vulnerability-alerts", "automated-security-fixes"):
            assert furnished.is_on(acme, repository, switch)
        assert furnished.analysis(acme, repository, "secret_scanning")
    prod = furnished.environment(acme, name, "prod")["rules"]
    assert prod.keys() == {"wait_timer", "required_reviewers", "branch_policy"}
    policies = seen(acme, name, "/environments/prod/deployment-branch-policies")
    assert [one["name"] for one in policies["branch_policies"]] == ["main"]


def _names() -> Iterator[str]:
    """No two of them alike, for the starter policy refuses names that are."""
    yield from ("thimble", "ostrich", "cabinet", "juniper", "walrus", "zeppelin", "harbour")
    yield from ("mandolin", "fjord", "kiwi", "nebula", "saffron", "turbine", "umbra", "viola")


def _dies_at(acme: Acme, name: str, step: StepName, place: int) -> int:
    """The worker dies at a place after this step began; how many places it came past."""
    request = acme.files(name=name, tier="2")
    builds_up_to(request, step)
    fate = Fate(place)
    database = mortal_database(acme.bench.database, fate)

    def on_call(call: Call) -> None:
        fate.lives_on()
        if call.kind != "read" and "access_tokens" not in call.route:
            fate.passes()

    github = connect(acme.sandbox, on_call, database)
    acme.waits(acme.bench.lease.total_seconds() + 1)
    with suppress(Died):
        advance(replace(acme.bench, database=database, github=github), request.row.id)
    database.close()
    acme.waits(acme.bench.lease.total_seconds() + 1)
    acme.settles()
    assert request.state is State.LIVE
    return place - fate.place

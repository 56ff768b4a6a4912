"""Tests follow the deployments of services in the catalog, wherever their repositories are."""

import pytest

from tests.journeys import halts
from tests.journeys.acme import Acme
from tests.journeys.integration.pair import TESTED, URL, Pair, a_pair, notes


@pytest.fixture(scope="module")
def pair(busy_acme: Acme) -> Pair:
    return a_pair(busy_acme)


def test_both_repositories_are_known_under_new_names(busy_acme: Acme) -> None:
    pair = a_pair(busy_acme, "ledger")
    for name, new in (("ledger", "accounts"), ("ledger-integration-tests", "accounts-tests")):
        busy_acme.does("ada", "PATCH", f"/repos/acme/{name}", {"name": new})
    # Others may take the names of before, and are not meant.
    for name in ("ledger", "ledger-integration-tests"):
        busy_acme.does("ada", "POST", "/orgs/acme/repos", {"name": name, "auto_init": True})

    renamed = Pair(busy_acme, "accounts", "accounts-tests")
    number = renamed.is_deployed()

    assert len(renamed.runs(number)) == 1
    assert pair.runs(number) == []


@pytest.mark.parametrize("name", ["billing-integration-tests", "services", "foreign"])
def test_a_deployment_of_anything_else_is_ignored(pair: Pair, name: str) -> None:
    if name == "foreign":
        order = {"name": "foreign", "auto_init": True}
        pair.acme.does("ada", "POST", "/orgs/acme/repos", order)
    order = {"ref": "main", "environment": "dev", "required_contexts": []}
    made = pair.acme.does("ada", "POST", f"/repos/acme/{name}/deployments", order)
    path = f"/repos/acme/{name}/deployments/{made['id']}/statuses"

    pair.acme.does("ada", "POST", path, {"state": "success", "environment_url": URL})
    pair.acme.settles()

    assert pair.row(made["id"]) is None
    assert notes(pair.acme)[-1] == "a deployment of a repository that is no service of the catalog"


def test_a_policy_without_the_key_starts_nothing(busy_acme: Acme, pair: Pair) -> None:
    busy_acme.commits("policy.yml", lambda text: text.replace(TESTED, ""))

    number = pair.is_deployed()
    said = notes(busy_acme)[-1]
    busy_acme.commits("policy.yml", lambda text: f"{text}\n{TESTED}\n")

    assert pair.row(number) is None
    assert said == "the policy asks for no tests after a deployment"
    assert len(pair.runs(pair.is_deployed())) == 1


def test_an_organisation_that_is_not_served_starts_nothing(pair: Pair) -> None:
    elsewhere = Pair(pair.acme.with_bench(organisations=("globex",)), pair.service, pair.tests)

    number = elsewhere.is_deployed()

    assert elsewhere.row(number) is None
    assert "not on the allow-list" in notes(pair.acme)[-1]


def test_tests_that_were_archived_are_not_started(busy_acme: Acme) -> None:
    pair = a_pair(busy_acme, "parcels")
    busy_acme.does("ada", "PATCH", f"/repos/acme/{pair.tests}", {"archived": True})

    number = pair.is_deployed()

    assert pair.why_not(number)[0] == "impossible"
    assert "parcels-integration-tests is archived" in pair.why_not(number)[1]


def test_tests_that_were_deleted_are_not_started(busy_acme: Acme) -> None:
    pair = a_pair(busy_acme, "stamps")
    busy_acme.does("ada", "DELETE", f"/repos/acme/{pair.tests}")

    number = pair.is_deployed()

    assert pair.why_not(number)[0] == "impossible"
    assert "GitHub shows the repository of its tests no more" in pair.why_not(number)[1]


@pytest.mark.parametrize("name", ["couriers", "vouchers"])
def test_tests_that_the_app_may_not_reach_are_not_started(busy_acme: Acme, name: str) -> None:
    """Of a public repository GitHub shows that it is there, and lends no token for it."""
    pair = a_pair(busy_acme, name)
    path = f"/repos/acme/{pair.tests}"
    if name == "vouchers":
        busy_acme.does("ada", "PATCH", path, {"private": False})
    tests_id = busy_acme.does("ada", "GET", path)["id"]
    reach = halts.installation(busy_acme)
    reach.selected = set(busy_acme.sandbox.world.repositories) - {tests_id}

    number = pair.is_deployed()
    reach.selected = None

    assert pair.why_not(number)[0] == "impossible"
    assert "out of the App's reach" in pair.why_not(number)[1]

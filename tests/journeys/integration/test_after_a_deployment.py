"""Once a service was deployed, the integration tests of its pair run against it, once."""

import pytest

from tests.journeys.acme import Acme
from tests.journeys.integration.pair import URL, Pair, a_pair, notes
from tests.journeys.test_promise_4_what_was_lost_is_found import recovers

DEPLOY = """
on: workflow_dispatch
jobs:
  deploy:
    runs-on: ubuntu-latest
    environment: {name: dev, url: 'https://dev.example'}
    steps: [{run: make deploy}]
"""


@pytest.fixture(scope="module")
def pair(busy_acme: Acme) -> Pair:
    return a_pair(busy_acme)


def test_the_tests_are_started_with_what_they_have_to_know(pair: Pair) -> None:
    head = pair.acme.does("ada", "GET", "/repos/acme/billing/commits/main")["sha"]

    number = pair.is_deployed("staging", "https://staging.example/billing")

    [run] = pair.runs(number)
    assert run["display_title"] == f"Tests of staging (deployment {number})"
    assert run["actor"]["login"] == "slipway[bot]"
    assert pair.inputs(number) == {
        "base_url": "https://staging.example/billing",
        "environment": "staging",
        "expected_version": head,
        "deployment_id": str(number),
    }
    row = pair.row(number)
    assert row is not None
    assert (row.conclusion, row.run_id) == ("dispatched", run["id"])


def test_a_workflow_that_deploys_is_followed_by_the_tests(pair: Pair) -> None:
    """Its token may report a deployment, and reaches no other repository."""
    pair.has_deployment_workflow(DEPLOY)
    dispatches = f"/repos/acme/{pair.service}/actions/workflows/try.yml/dispatches"

    pair.acme.does("ada", "POST", dispatches, {"ref": "main"})
    pair.acme.controls("workflows/step")
    pair.acme.settles()

    [deployment] = pair.acme.does("ada", "GET", f"/repos/acme/{pair.service}/deployments")[:1]
    assert deployment["creator"]["login"] == "github-actions[bot]"
    assert pair.inputs(deployment["id"])["base_url"] == "https://dev.example"


def test_a_webhook_that_comes_twice_starts_one_run(pair: Pair) -> None:
    pair.acme.controls("deliveries", duplicate=1, twin=1)

    number = pair.is_deployed()

    assert len(pair.runs(number)) == 1


def test_a_success_that_is_reported_again_starts_no_second_run(pair: Pair) -> None:
    number = pair.is_deployed()

    pair.reports(number, "in_progress")
    pair.reports(number, "success", environment_url=URL)

    assert len(pair.runs(number)) == 1


def test_a_success_whose_webhook_was_lost_is_found(pair: Pair) -> None:
    pair.acme.controls("deliveries", drop=1000)
    number = pair.is_deployed()
    pair.acme.controls("deliveries")
    assert pair.runs(number) == []

    recovers(pair.acme)

    assert len(pair.runs(number)) == 1


def test_the_name_of_an_environment_is_the_same_in_any_case(pair: Pair) -> None:
    number = pair.is_deployed("Prod-Copy")

    assert pair.inputs(number)["environment"] == "prod-copy"


@pytest.mark.parametrize("state", ["failure", "error", "in_progress", "queued", "pending"])
def test_what_is_no_success_is_not_tested(pair: Pair, state: str) -> None:
    number = pair.deploys("dev")

    pair.reports(number, state, environment_url=URL)

    assert pair.row(number) is None
    assert notes(pair.acme)[-1] == "a deployment that is not reported as a success"


def test_an_environment_that_the_policy_does_not_name_is_not_tested(pair: Pair) -> None:
    number = pair.is_deployed("prod")

    assert pair.runs(number) == []
    asked = "The policy asks for no tests after a deployment to prod."
    assert pair.why_not(number) == ("not-asked-for", asked)


def test_a_success_without_an_address_is_tested_once_it_has_one(pair: Pair) -> None:
    number = pair.is_deployed("dev", url=None)
    before = pair.why_not(number)

    pair.reports(number, "success", environment_url=URL)

    assert before[0] == "impossible"
    assert "its `environment_url` is not there" in before[1]
    assert pair.inputs(number)["base_url"] == URL


def test_an_address_with_a_password_starts_nothing(pair: Pair) -> None:
    number = pair.is_deployed("dev", "https://dana:secret@billing.example")

    conclusion, reason = pair.why_not(number)
    assert pair.runs(number) == []
    assert conclusion == "impossible"
    assert "user name" in reason
    assert "secret" not in reason


def test_a_failure_after_the_success_is_not_tested(pair: Pair) -> None:
    number = pair.deploys("dev")

    pair.reports_quietly(number, "success", environment_url=URL)
    pair.reports(number, "failure")

    assert pair.runs(number) == []
    assert pair.why_not(number)[0] == "overtaken"


@pytest.mark.parametrize("is_production", [False, True])
def test_of_two_that_came_while_slipway_was_down_the_later_is_tested(
    pair: Pair, is_production: bool
) -> None:
    """GitHub makes an earlier deployment inactive, but not one to production."""
    kind = {"production_environment": is_production}
    first, second = pair.deploys("staging", **kind), pair.deploys("staging", **kind)

    pair.reports_quietly(first, "success", environment_url=URL)
    pair.reports_quietly(second, "success", environment_url=URL)
    pair.acme.settles()

    taken = "Another deployment to staging has taken its place."
    assert pair.why_not(first) == ("overtaken", taken)
    assert (len(pair.runs(first)), len(pair.runs(second))) == (0, 1)


def test_a_later_one_that_is_not_there_yet_takes_nobodys_place(pair: Pair) -> None:
    first, second = pair.deploys("staging"), pair.deploys("staging")
    pair.reports_quietly(second, "in_progress")

    pair.reports(first, "success", environment_url=URL)

    assert len(pair.runs(first)) == 1


def test_an_older_run_is_left_to_its_workflow(pair: Pair) -> None:
    first = pair.is_deployed("dev")

    pair.is_deployed("dev")

    [run] = pair.runs(first)
    assert run["conclusion"] != "cancelled"

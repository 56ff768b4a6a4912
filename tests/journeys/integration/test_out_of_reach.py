"""What keeps tests from being started is waited for, or said with what to do about it."""

import pytest

from tests.journeys import halts
from tests.journeys.acme import Acme
from tests.journeys.integration.pair import WORKFLOW, Pair, a_pair

DISPATCH = "/repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches"
INPUT = "      expected_version: {required: true, type: string}\n"


@pytest.fixture(scope="module")
def pair(busy_acme: Acme) -> Pair:
    return a_pair(busy_acme)


@pytest.mark.parametrize("permission", ["actions", "deployments"])
@pytest.mark.parametrize("has_token", [True, False])
def test_an_app_that_lacks_a_permission_starts_them_once_it_has_it(
    pair: Pair, permission: str, has_token: bool
) -> None:
    """GitHub refuses the call with a token of before, and a new token altogether."""
    acme = pair.acme.with_bench(github=halts.forgetful(pair.acme))
    halted = Pair(halts.halted(acme), pair.service, pair.tests)
    if has_token:
        halted.is_deployed()
    level = halts.is_denied(pair.acme, permission)

    number = halted.is_deployed()

    row = halted.row(number)
    assert row is not None
    assert row.conclusion is None
    assert f"is not allowed {permission}: {level} in acme" in row.wait_reason

    halts.is_granted(pair.acme, permission, level)
    halted.acme.settles()

    assert len(halted.runs(number)) == 1


def test_an_app_that_is_suspended_starts_them_once_it_is_back(pair: Pair) -> None:
    halted = Pair(halts.halted(pair.acme), pair.service, pair.tests)
    number = pair.deploys("dev")
    halted.reports_quietly(number, "success", environment_url="https://billing.example")
    halted.acme.hears()
    halts.is_suspended(pair.acme)
    halted.acme.settles()
    assert pair.runs(number) == []

    halts.is_unsuspended(pair.acme)
    halted.acme.settles()

    assert len(pair.runs(number)) == 1


@pytest.mark.parametrize(
    ("workflow", "sentence"),
    [
        (WORKFLOW.replace(INPUT, ""), "Unexpected inputs provided"),
        (WORKFLOW.replace(INPUT, f"{INPUT}      more: {{required: true}}\n"), "'more' not"),
        (WORKFLOW.replace("workflow_dispatch", "workflow_call"), "'workflow_dispatch' trigger"),
    ],
)
def test_a_workflow_that_does_not_fit_says_so_and_is_tried_once(
    pair: Pair, workflow: str, sentence: str
) -> None:
    pair.has_workflow(workflow)

    number = pair.is_deployed()

    conclusion, reason = pair.why_not(number)
    row = pair.row(number)
    assert conclusion == "impossible"
    assert sentence in reason
    assert "acme/billing-integration-tests" in reason
    assert row is not None
    assert (row.failures, row.is_due(pair.acme.bench.clock())) == (0, False)

    pair.has_workflow(WORKFLOW)
    assert len(pair.runs(pair.is_deployed())) == 1


def test_tests_without_the_workflow_are_told_to_add_it(busy_acme: Acme) -> None:
    pair = a_pair(busy_acme, "ledger", workflow=None)

    number = pair.is_deployed()

    conclusion, reason = pair.why_not(number)
    where = "acme/ledger-integration-tests"
    assert conclusion == "impossible"
    assert reason == f"{where} has no workflow integration.yml on its default branch; add it."


def test_a_workflow_that_is_disabled_says_so(pair: Pair) -> None:
    path = f"/repos/acme/{pair.tests}/actions/workflows/integration.yml"
    pair.acme.does("ada", "PUT", f"{path}/disable")

    number = pair.is_deployed()

    assert "on a disabled workflow" in pair.why_not(number)[1]
    pair.acme.does("ada", "PUT", f"{path}/enable")


def test_a_refusal_that_no_permission_mends_says_so(pair: Pair) -> None:
    fault = {"method": "POST", "route": DISPATCH, "mode": "status", "status": 403}
    pair.acme.controls("faults", **fault, message="Actions are disabled.")

    number = pair.is_deployed()

    conclusion, reason = pair.why_not(number)
    assert conclusion == "impossible"
    assert "lets no workflow be started in acme/billing-integration-tests" in reason
    assert reason.endswith("GitHub said: Actions are disabled.")


def test_a_deployment_that_was_deleted_says_so(pair: Pair) -> None:
    number = pair.deploys("dev")
    pair.reports_quietly(number, "success", environment_url="https://billing.example")
    later = pair.deploys("dev")
    pair.reports_quietly(later, "success", environment_url="https://billing.example")
    pair.acme.does("ada", "DELETE", f"/repos/acme/{pair.service}/deployments/{number}")

    pair.acme.settles()

    assert f"GitHub shows no deployment {number} of acme/billing" in pair.why_not(number)[1]

"""Once a service was deployed, the integration tests of its pair run against it."""

from tests.journeys.acme import Acme
from tests.journeys.integration.pair import a_pair


def test_the_tests_are_started_with_what_they_have_to_know(busy_acme: Acme) -> None:
    pair = a_pair(busy_acme)
    head = busy_acme.does("ada", "GET", "/repos/acme/billing/commits/main")["sha"]

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

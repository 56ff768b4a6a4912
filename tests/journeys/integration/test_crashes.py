"""Promise 3: one run for a deployment, wherever the worker dies that starts it."""

from collections.abc import Callable

from tests.journeys.acme import Acme
from tests.journeys.checks.deaths import ends_by_place
from tests.journeys.integration.pair import URL, a_pair

DISPATCH = "/repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches"


def test_a_deployment_has_one_run_wherever_the_worker_dies(busy_acme: Acme) -> None:
    pair = a_pair(busy_acme)

    def deployed(_: int) -> Callable[[], tuple[int, str]]:
        number = pair.deploys("dev")
        pair.reports_quietly(number, "success", environment_url=URL)

        def end() -> tuple[int, str]:
            row, runs = pair.row(number), pair.runs(number)
            assert row is not None
            assert row.run_id == runs[0]["id"]
            return len(runs), str(row.conclusion)

        return end

    ends = ends_by_place(busy_acme, "runs", deployed)

    assert len(ends) > 3
    assert ends == [(1, "dispatched")] * len(ends)


def test_an_answer_that_got_lost_starts_no_second_run(busy_acme: Acme) -> None:
    pair = a_pair(busy_acme, "ledger")
    fault = {"method": "POST", "route": DISPATCH, "mode": "cut", "after_effect": True}
    busy_acme.controls("faults", **fault)

    number = pair.is_deployed()

    row = pair.row(number)
    assert row is not None
    assert [one["id"] for one in pair.runs(number)] == [row.run_id]


def test_a_call_that_never_arrived_is_made_again(busy_acme: Acme) -> None:
    pair = a_pair(busy_acme, "parcels")
    busy_acme.controls("faults", method="POST", route=DISPATCH, times=2)

    number = pair.is_deployed()

    assert len(pair.runs(number)) == 1


def test_a_github_that_tells_no_number_is_believed(busy_acme: Acme) -> None:
    """Enterprise Server 3.19 answers a dispatch with 204 alone."""
    pair = a_pair(busy_acme, "stamps")
    fault = {"method": "POST", "route": DISPATCH, "mode": "status", "status": 204}
    busy_acme.controls("faults", **fault, after_effect=True)

    number = pair.is_deployed()

    row = pair.row(number)
    assert row is not None
    assert (row.conclusion, row.run_id) == ("dispatched", None)
    assert len(pair.runs(number)) == 1

"""What is read of deployments, and runs that are started once and found again."""

import base64
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from app.domain.deployment import Report
from app.github.client import Client
from app.github.connection import Connection
from app.github.deployments import later_deployments, newest_report, read_deployment
from app.github.errors import Forbidden, Invalid, NotFound
from app.github.permissions import START_TESTS
from app.github.workflow_runs import Workflow, find_run, start_run
from sandbox import RunningSandbox
from tests.github.conftest import INSTALLATION, ORGANISATION, Person, control
from tests.journeys.integration.pair import FILE, WORKFLOW

WHERE = (ORGANISATION, "unrelated")
PATH = "/repos/acme/unrelated"
TESTS = Workflow(*WHERE, "integration.yml", "main")
BOT = "slipway[bot]"


@pytest.fixture
def ada(person: Callable[[str], Person]) -> Person:
    return person("ada")


@pytest.fixture
def starter(connection: Connection, sandbox: RunningSandbox) -> Client:
    """A client that may start tests and nothing else."""
    installation = sandbox.world.installations[INSTALLATION]
    installation.permissions |= START_TESTS
    return connection.for_step(INSTALLATION, START_TESTS, ["unrelated"])


def has_tests(ada: Person, workflow: str = WORKFLOW) -> None:
    content = base64.b64encode(workflow.encode()).decode()
    ada.does("PUT", f"{PATH}/contents/{FILE}", {"message": "Add tests", "content": content})


def deployed(ada: Person, environment: str = "dev", **more: Any) -> int:
    order = {"ref": "main", "environment": environment, "required_contexts": [], **more}
    return int(ada.does("POST", f"{PATH}/deployments", order)["id"])


def said(ada: Person, number: int, state: str, **more: Any) -> None:
    ada.does("POST", f"{PATH}/deployments/{number}/statuses", {"state": state, **more})


def inputs(number: int) -> dict[str, str]:
    return {
        "base_url": "https://billing.example",
        "environment": "dev",
        "expected_version": "c0ffee",
        "deployment_id": str(number),
    }


def test_a_deployment_tells_its_commit_and_environment(starter: Client, ada: Person) -> None:
    number = deployed(ada, "Prod-Copy")

    found = read_deployment(starter, *WHERE, number)

    head = ada.does("GET", f"{PATH}/commits/main")["sha"]
    assert (found.id, found.commit_id, found.environment) == (number, head, "Prod-Copy")


def test_a_deployment_that_is_gone_is_not_found(starter: Client) -> None:
    with pytest.raises(NotFound):
        read_deployment(starter, *WHERE, 7)


def test_the_newest_status_counts(starter: Client, ada: Person) -> None:
    one = read_deployment(starter, *WHERE, deployed(ada))
    unsaid = newest_report(starter, *WHERE, one)

    said(ada, one.id, "success", environment_url="https://old.example")
    said(ada, one.id, "failure")
    failed = newest_report(starter, *WHERE, one)
    said(ada, one.id, "success", environment_url="https://new.example")

    assert unsaid == Report("", "")
    assert failed == Report("failure", "")
    assert newest_report(starter, *WHERE, one) == Report("success", "https://new.example")


def test_later_deployments_to_the_same_environment_are_listed(starter: Client, ada: Person) -> None:
    numbers = [deployed(ada), deployed(ada), deployed(ada, "staging"), deployed(ada)]
    second = read_deployment(starter, *WHERE, numbers[1])

    later = later_deployments(starter, *WHERE, second)

    assert [one.id for one in later] == [numbers[3]]


def test_a_run_is_started_and_found_again_by_the_end_of_its_title(
    starter: Client, ada: Person, sandbox: RunningSandbox
) -> None:
    has_tests(ada)
    before = sandbox.world.now()

    seven, seventeen = start_run(starter, TESTS, inputs(7)), start_run(starter, TESTS, inputs(17))

    found = find_run(starter, TESTS, before, BOT, "(deployment 7)")
    assert found == seven
    assert found != seventeen


def test_a_run_of_before_or_of_somebody_else_is_not_taken_for_ours(
    starter: Client, ada: Person, sandbox: RunningSandbox
) -> None:
    has_tests(ada)
    start_run(starter, TESTS, inputs(7))
    control(sandbox, "clock", {"advance_seconds": 60})
    later = sandbox.world.now() - timedelta(seconds=30)
    order = {"ref": "main", "inputs": inputs(7)}
    ada.does("POST", f"{PATH}/actions/workflows/integration.yml/dispatches", order)

    assert find_run(starter, TESTS, later, BOT, "(deployment 7)") is None


def test_a_github_that_tells_no_number_has_started_it_all_the_same(
    starter: Client, ada: Person, sandbox: RunningSandbox
) -> None:
    """As Enterprise Server 3.19 does, which knows no `return_run_details`."""
    has_tests(ada)
    route = "/repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches"
    order = {"method": "POST", "route": route, "mode": "status", "status": 204}
    control(sandbox, "faults", {**order, "after_effect": True})

    number = start_run(starter, TESTS, inputs(7))

    [run] = ada.does("GET", f"{PATH}/actions/runs?event=workflow_dispatch")["workflow_runs"]
    assert number is None
    assert run["display_title"].endswith("(deployment 7)")


def test_a_workflow_that_is_not_there_is_not_found(
    starter: Client, sandbox: RunningSandbox
) -> None:
    with pytest.raises(NotFound):
        start_run(starter, TESTS, inputs(7))
    with pytest.raises(NotFound):
        find_run(starter, TESTS, sandbox.world.now(), BOT, "(deployment 7)")


def test_a_workflow_that_lacks_an_input_says_which(starter: Client, ada: Person) -> None:
    has_tests(ada, WORKFLOW.replace("      environment: {required: true, type: string}\n", ""))

    with pytest.raises(Invalid, match="environment"):
        start_run(starter, TESTS, inputs(7))


def test_an_app_without_the_permission_starts_nothing(connection: Connection) -> None:
    with pytest.raises(Forbidden):
        start_run(connection.for_step(INSTALLATION, START_TESTS), TESTS, inputs(7))

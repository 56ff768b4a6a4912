"""A live pair of acme whose tests can be started, and what becomes of its deployments."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.domain.state import State
from app.store import integration_runs
from app.store.integration_runs import IntegrationRun
from app.store.tables import deliveries
from app.store.tables import integration_runs as table
from tests.journeys.acme import Acme

TESTED = "integration_tests: {after_deployment_to: [dev, staging, prod-copy]}"
URL = "https://billing.example"
FILE = ".github/workflows/integration.yml"
WORKFLOW = """
name: Integration tests
run-name: Tests of ${{ inputs.environment }} (deployment ${{ inputs.deployment_id || 'none' }})
on:
  workflow_dispatch:
    inputs:
      base_url: {required: true, type: string}
      environment: {required: true, type: string}
      expected_version: {required: true, type: string}
      deployment_id: {required: true, type: string}
permissions: {}
jobs:
  test:
    runs-on: ubuntu-latest
    steps: [{name: Test, run: make test}]
"""


@dataclass
class Pair:
    """A service and its tests; people rename repositories, so that the names may change."""

    acme: Acme
    service: str
    tests: str

    def has_workflow(self, text: str | None) -> None:
        """An admin puts this in place of the tests' workflow, or takes it away."""
        self._has_file(self.tests, FILE, text)

    def has_deployment_workflow(self, text: str) -> None:
        """An admin adds this as `try.yml` to the service."""
        self._has_file(self.service, ".github/workflows/try.yml", text)

    def _has_file(self, repository: str, path: str, text: str | None) -> None:
        where = f"/repos/acme/{repository}"
        for ruleset in self.acme.does("ada", "GET", f"{where}/rulesets"):
            self.acme.does("ada", "DELETE", f"{where}/rulesets/{ruleset['id']}")
        found = self.acme.asks("ada", "GET", f"{where}/contents/{path}")
        order = {"message": "Change"} | ({"sha": found.json()["sha"]} if found.ok else {})
        if text is not None:
            order |= {"content": base64.b64encode(text.encode()).decode()}
        if text is not None or found.ok:
            verb = "DELETE" if text is None else "PUT"
            self.acme.does("ada", verb, f"{where}/contents/{path}", order)

    def is_deployed(self, to: str = "dev", url: str | None = URL, **more: Any) -> int:
        """Dana's pipeline deploys the newest commit there, and says so; the deployment's number."""
        number = self.deploys(to)
        self.reports(number, "success", environment_url=url, **more)
        return number

    def deploys(self, to: str, **more: Any) -> int:
        order = {"ref": "main", "environment": to, "required_contexts": [], **more}
        made = self.acme.does("dana", "POST", f"/repos/acme/{self.service}/deployments", order)
        return int(made["id"])

    def reports(self, number: int, state: str, **more: Any) -> None:
        """What is said of a deployment; Slipway then has its turn."""
        self.reports_quietly(number, state, **more)
        self.acme.settles()

    def reports_quietly(self, number: int, state: str, **more: Any) -> None:
        path = f"/repos/acme/{self.service}/deployments/{number}/statuses"
        said = {name: value for name, value in more.items() if value is not None}
        self.acme.does("dana", "POST", path, {"state": state, **said})

    def runs(self, number: int) -> list[Mapping[str, Any]]:
        """The runs of the tests for a deployment, as GitHub shows them."""
        path = f"/repos/acme/{self.tests}/actions/runs?event=workflow_dispatch"
        found = self.acme.does("ada", "GET", path)["workflow_runs"]
        return [one for one in found if f"(deployment {number})" in one["display_title"]]

    def inputs(self, number: int) -> Mapping[str, Any]:
        """What the one run for a deployment was started with."""
        [run] = self.runs(number)
        repository = self.acme.sandbox.world.repository("acme", self.tests)
        assert repository is not None
        return repository.actions.runs[run["id"]].inputs

    def row(self, number: int) -> IntegrationRun | None:
        """What Slipway keeps of a deployment."""
        with self.acme.bench.database.reading() as tx:
            statement = select(table.c.id).where(table.c.deployment_id == number)
            row_id = tx.connection.execute(statement).scalar_one_or_none()
            return None if row_id is None else integration_runs.get(tx, row_id)

    def why_not(self, number: int) -> tuple[str, str]:
        """What Slipway concluded, and its sentence."""
        row = self.row(number)
        assert row is not None
        return str(row.conclusion), row.reason


def notes(acme: Acme) -> list[str]:
    """What Slipway made of each `deployment_status` that it heard of, oldest first."""
    heard = deliveries.c.event == "deployment_status"
    statement = select(deliveries.c.note).where(heard).order_by(deliveries.c.id)
    with acme.bench.database.reading() as tx:
        return list(tx.connection.execute(statement).scalars())


def a_pair(acme: Acme, name: str = "billing", workflow: str | None = WORKFLOW) -> Pair:
    """A live pair whose policy wants its tests to run, with this workflow for them."""
    request = acme.files(name=name)
    request.is_approved()
    assert request.state is State.LIVE
    pair = Pair(acme, name, f"{name}-integration-tests")
    pair.has_workflow(workflow)
    return pair

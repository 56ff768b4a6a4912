"""A repository with workflows, an App that hears of them, and people who play with them."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.sandbox.voices import Voice

Control = Callable[..., Any]
REPOSITORY = "/repos/acme/open"
WORKFLOWS = ".github/workflows"

CI = """
name: CI
on:
  push:
    branches: [main, "release/**"]
jobs:
  test:
    runs-on: ubuntu-latest
    steps: [{uses: actions/checkout@v4}, {name: Test, run: make test}]
  lint:
    needs: test
    runs-on: ubuntu-latest
    steps: [{run: make lint}]
"""
DEPLOY = """
name: Deploy
run-name: Deploy to ${{ inputs.target }}
on:
  workflow_dispatch:
    inputs:
      target: {required: true, type: choice, options: [staging, production]}
      note: {default: none}
jobs:
  build:
    runs-on: ubuntu-latest
    steps: [{run: make}]
  deploy:
    needs: build
    runs-on: ubuntu-latest
    environment: {name: "${{ inputs.target }}", url: "https://${{ inputs.target }}.example"}
    steps: [{run: make deploy}]
"""


@pytest.fixture
def seed(seed: dict[str, Any]) -> dict[str, Any]:
    """Workflows in a public repository, where every plan has gates; will writes there."""
    public = seed["repositories"][2]
    public["contents"] |= {f"{WORKFLOWS}/ci.yml": CI, f"{WORKFLOWS}/deploy.yml": DEPLOY}
    public["collaborators"] = {"will": "push", "dana": "pull", "olga": "triage"}
    seed["app"]["permissions"] |= {"actions": "write", "deployments": "write"}
    seed["app"]["permissions"]["workflows"] = "write"
    seed["app"]["events"] = [
        "deployment",
        "deployment_protection_rule",
        "deployment_review",
        "deployment_status",
        "repository_dispatch",
        "workflow_dispatch",
        "workflow_job",
        "workflow_run",
    ]
    return seed


@dataclass(frozen=True)
class Actions:
    """Somebody at a repository's workflows."""

    who: Voice
    where: str = REPOSITORY

    def writes(self, path: str, text: str, **fields: Any) -> Any:
        body = {"message": f"Change {path}", "content": b64encode(text.encode()).decode()}
        return self.who.does("PUT", f"{self.where}/contents/{path}", body | fields)

    def dispatches(self, workflow: str = "deploy.yml", ref: str = "main", **inputs: Any) -> int:
        """Starts a workflow and answers with the id of its run."""
        body = {"ref": ref, "inputs": inputs, "return_run_details": True}
        path = f"{self.where}/actions/workflows/{workflow}/dispatches"
        return int(self.who.does("POST", path, body)["workflow_run_id"])

    def run(self, run_id: int) -> Any:
        return self.who.gets(f"{self.where}/actions/runs/{run_id}")

    def runs(self, query: str = "") -> list[Any]:
        found = self.who.gets(f"{self.where}/actions/runs{query}")
        assert found["total_count"] >= len(found["workflow_runs"])
        return list(found["workflow_runs"])

    def ends(self, run_id: int) -> dict[str, tuple[str, str | None]]:
        """Status and conclusion of the run, under "", and of its jobs by name."""
        run = self.run(run_id)
        jobs = self.who.gets(f"{self.where}/actions/runs/{run_id}/jobs")["jobs"]
        found = {one["name"]: (one["status"], one["conclusion"]) for one in jobs}
        return {"": (run["status"], run["conclusion"])} | found

    def pending(self, run_id: int) -> Any:
        return self.who.gets(f"{self.where}/actions/runs/{run_id}/pending_deployments")

    def protects(self, name: str = "production", **fields: Any) -> int:
        """Lays rules on an environment and answers with its id."""
        return int(self.who.does("PUT", f"{self.where}/environments/{name}", fields)["id"])

    def reviews(self, run_id: int, environment: int, state: str = "approved") -> Any:
        body = {"environment_ids": [environment], "state": state, "comment": "Seen."}
        path = f"{self.where}/actions/runs/{run_id}/pending_deployments"
        return self.who.asks("POST", path, body)


@pytest.fixture
def actions(person: Callable[[str], Voice]) -> Callable[[str], Actions]:
    """Gives a person at the workflows of the public repository."""
    return lambda login: Actions(person(login))

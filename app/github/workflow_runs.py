"""Starts workflows, and finds the runs that came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.github.client import Client

_WORKFLOW = "/repos/{owner}/{repo}/actions/workflows/{workflow}"


@dataclass(frozen=True, slots=True)
class Workflow:
    """A workflow by the name of its file, at a branch of its repository."""

    owner: str
    repo: str
    file: str
    branch: str

    @property
    def places(self) -> dict[str, Any]:
        """What fills the braces of its routes."""
        return {"owner": self.owner, "repo": self.repo, "workflow": self.file}


def start_run(client: Client, workflow: Workflow, inputs: Mapping[str, str]) -> int | None:
    """Starts it; the number of the run, None where GitHub does not tell it.

    From `POST …/workflows/{workflow_id}/dispatches`; Enterprise Server 3.19 and older answer
    without a number. GitHub starts another run at each call. Raises NotFound where there is no such
    file on the default branch, and Invalid for inputs that it does not take.
    """
    body = {"ref": workflow.branch, "inputs": dict(inputs), "return_run_details": True}
    answer = client.rest(f"POST {_WORKFLOW}/dispatches", body, **workflow.places)
    return int(answer["workflow_run_id"]) if answer else None


def find_run(
    client: Client, workflow: Workflow, since: datetime, actor: str, title_end: str
) -> int | None:
    """The oldest run that `actor` started since then and whose title ends so.

    From `GET …/workflows/{workflow_id}/runs`, of whose newest 100. Raises NotFound where the
    workflow was never there.
    """
    query = {"actor": actor, "event": "workflow_dispatch", "per_page": 100}
    answer = client.rest(f"GET {_WORKFLOW}/runs", None, query, **workflow.places)
    runs = [
        int(one["id"])
        for one in answer["workflow_runs"]
        if one["display_title"].endswith(title_end)
        and datetime.fromisoformat(one["created_at"]) >= since
    ]
    return min(runs, default=None)

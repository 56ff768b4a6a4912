"""What the expressions of a workflow may refer to: the run's own circumstances and inputs."""

from collections.abc import Mapping

from sandbox.world.repositories import Repository
from sandbox.world.runs import Run


def references(where: Repository, run: Run) -> Mapping[str, str]:
    """Values by reference, `github.ref_name` or `inputs.target`."""
    known = {
        "github.actor": run.actor.account.rest_login,
        "github.event_name": run.event,
        "github.head_ref": run.branch if run.event == "pull_request" else "",
        "github.ref": run.ref,
        "github.ref_name": run.ref.split("/", 2)[2],
        "github.repository": where.full_name,
        "github.run_id": str(run.id),
        "github.run_number": str(run.number),
        "github.sha": run.sha,
        "github.workflow": run.workflow.name,
    }
    place = "github.event.client_payload" if run.event == "repository_dispatch" else "inputs"
    return known | {f"{place}.{name}": _word(value) for name, value in run.inputs.items()}


def _word(value: object) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)

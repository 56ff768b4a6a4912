"""Workflows, their runs and jobs, and what is answered at their gate."""

from typing import Any

from tests.fidelity.guide import Guide


def visit(guide: Guide) -> None:
    installation, where = guide.installation, guide.where
    _guard(guide)
    installation.does("POST", f"{where}/dispatches", {"event_type": "released"})
    workflow = f"{where}/actions/workflows/deploy.yml"
    installation.gets(f"{where}/actions/workflows")
    installation.gets(workflow)
    installation.does("PUT", f"{workflow}/disable")
    installation.does("PUT", f"{workflow}/enable")
    runs = [_dispatched(guide, workflow) for _ in "123"]
    installation.gets(f"{workflow}/runs")
    installation.gets(f"{where}/actions/runs")
    _gate(guide, *runs)
    _again(guide, runs[0])


def _guard(guide: Guide) -> None:
    """Production takes an answer by dana and one by the App."""
    installation, where = guide.installation, guide.where
    dana = installation.gets("/users/dana")["id"]
    environment = f"{where}/environments/prod"
    installation.does("PUT", environment, {"reviewers": [{"type": "User", "id": dana}]})
    rules = f"{environment}/deployment_protection_rules"
    installation.does("POST", rules, {"integration_id": 4242})


def _dispatched(guide: Guide, workflow: str) -> str:
    body = {"ref": "main", "inputs": {"version": "1"}, "return_run_details": True}
    made: Any = guide.installation.does("POST", f"{workflow}/dispatches", body)
    return f"{guide.where}/actions/runs/{made['workflow_run_id']}"


def _gate(guide: Guide, passed: str, stopped: str, cancelled: str) -> None:
    installation = guide.installation
    (pending,) = installation.gets(f"{passed}/pending_deployments")
    said = {"environment_name": "prod", "comment": "Looking."}
    installation.does("POST", f"{passed}/deployment_protection_rule", said)
    said |= {"state": "approved"}
    installation.does("POST", f"{passed}/deployment_protection_rule", said)
    body = {"environment_ids": [pending["environment"]["id"]], "state": "approved", "comment": "Go"}
    guide.dana.does("POST", f"{passed}/pending_deployments", body)
    installation.gets(f"{passed}/approvals")
    guide.dana.does("POST", f"{stopped}/pending_deployments", body | {"state": "rejected"})
    installation.does("POST", f"{cancelled}/cancel")


def _again(guide: Guide, run: str) -> None:
    installation = guide.installation
    job = installation.gets(f"{run}/jobs")["jobs"][0]["id"]
    installation.gets(f"{guide.where}/actions/jobs/{job}")
    installation.gets(run)
    installation.does("POST", f"{run}/rerun")
    installation.does("POST", f"{run}/cancel")
    installation.does("POST", f"{run}/rerun-failed-jobs")
    installation.gets(f"{run}/attempts/1")
    installation.gets(f"{run}/attempts/1/jobs")

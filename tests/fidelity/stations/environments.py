"""Deployment environments with all that guards them, and deployments over the API."""

from tests.fidelity.guide import Guide

CUSTOM = {"protected_branches": False, "custom_branch_policies": True}


def visit(guide: Guide) -> None:
    installation, where = guide.installation, guide.where
    team = installation.gets("/orgs/acme/teams/payments")["id"]
    dana = installation.gets("/users/dana")["id"]
    wanted = {
        "wait_timer": 5,
        "reviewers": [{"type": "Team", "id": team}, {"type": "User", "id": dana}],
        "deployment_branch_policy": CUSTOM,
    }
    staging = f"{where}/environments/staging"
    installation.does("PUT", staging, wanted)
    installation.gets(f"{where}/environments")
    installation.gets(staging)
    _policies(guide, f"{staging}/deployment-branch-policies")
    _rules(guide, f"{staging}/deployment_protection_rules")
    installation.does("DELETE", staging)
    _deployments(guide, f"{where}/deployments")


def _policies(guide: Guide, path: str) -> None:
    installation = guide.installation
    made = installation.does("POST", path, {"name": "main"})
    installation.gets(path)
    installation.gets(f"{path}/{made['id']}")
    installation.does("PUT", f"{path}/{made['id']}", {"name": "release/*"})
    installation.does("DELETE", f"{path}/{made['id']}")


def _rules(guide: Guide, path: str) -> None:
    installation = guide.installation
    installation.gets(f"{path}/apps")
    made = installation.does("POST", path, {"integration_id": 4242})
    installation.gets(path)
    installation.gets(f"{path}/{made['id']}")
    installation.does("DELETE", f"{path}/{made['id']}")


def _deployments(guide: Guide, path: str) -> None:
    installation = guide.installation
    body = {"ref": "main", "required_contexts": [], "payload": {"a": "b"}, "description": "Try"}
    made = installation.does("POST", path, body | {"environment": "qa"})
    installation.gets(path)
    own = f"{path}/{made['id']}"
    installation.gets(own)
    said = {"state": "success", "description": "Up", "log_url": guide.app.url}
    status = installation.does("POST", f"{own}/statuses", said | {"environment_url": guide.app.url})
    installation.gets(f"{own}/statuses")
    installation.gets(f"{own}/statuses/{status['id']}")
    installation.does("DELETE", own)

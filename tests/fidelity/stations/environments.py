"""Deployment environments."""

from tests.fidelity.guide import Guide


def visit(guide: Guide) -> None:
    installation, where = guide.installation, guide.where
    team = installation.gets("/orgs/acme/teams/payments")["id"]
    wanted = {"wait_timer": 5, "reviewers": [{"type": "Team", "id": team}]}
    wanted |= {
        "deployment_branch_policy": {"protected_branches": False, "custom_branch_policies": True}
    }
    installation.does("PUT", f"{where}/environments/staging", wanted)
    installation.gets(f"{where}/environments")
    installation.gets(f"{where}/environments/staging")
    installation.does("DELETE", f"{where}/environments/staging")

"""A branch and its classic protection."""

from tests.fidelity.guide import Guide

CHOSEN = {"users": ["ada"], "teams": ["payments"], "apps": ["slipway"]}
WANTED = {
    "required_status_checks": {"strict": True, "contexts": [], "checks": [{"context": "ci"}]},
    "enforce_admins": True,
    "required_pull_request_reviews": {
        "required_approving_review_count": 2,
        "dismissal_restrictions": CHOSEN,
        "bypass_pull_request_allowances": CHOSEN,
    },
    "restrictions": CHOSEN,
}


def visit(guide: Guide) -> None:
    installation, branch = guide.installation, f"{guide.where}/branches/guarded"
    tip = installation.gets(f"{guide.where}/git/ref/heads/main")["object"]["sha"]
    installation.does("POST", f"{guide.where}/git/refs", {"ref": "refs/heads/guarded", "sha": tip})
    installation.does("PUT", f"{branch}/protection", WANTED)
    installation.gets(f"{branch}/protection")
    installation.gets(branch)
    installation.does("DELETE", f"{branch}/protection")
    installation.does("DELETE", f"{guide.where}/git/refs/heads/guarded")

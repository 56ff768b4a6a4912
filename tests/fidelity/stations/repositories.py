"""Repositories: made, changed, shared out, protected, renamed and removed."""

from tests.fidelity.guide import Guide

RULES = [
    {"type": "deletion"},
    {"type": "non_fast_forward"},
    {
        "type": "pull_request",
        "parameters": {
            "dismiss_stale_reviews_on_push": True,
            "require_code_owner_review": True,
            "require_last_push_approval": False,
            "required_approving_review_count": 1,
            "required_review_thread_resolution": False,
        },
    },
]
ON_MAIN = {"ref_name": {"include": ["refs/heads/protected"], "exclude": []}}


def visit(guide: Guide) -> None:
    installation, ada, where = guide.installation, guide.ada, guide.where
    wanted = {"name": "billing", "private": True, "auto_init": True, "description": "Bills"}
    installation.does("POST", "/orgs/acme/repos", wanted)
    installation.gets("/orgs/acme/repos")
    installation.gets(where)
    installation.does("PATCH", "/repos/acme/billing", {"has_wiki": False})
    installation.does("PUT", f"{where}/topics", {"names": ["service"]})
    installation.gets(f"{where}/topics")
    _people(guide)
    _rules(guide)
    ada.does("PATCH", "/repos/acme/billing", {"name": "invoices"})
    assert installation.asks("GET", "/repos/acme/billing").status_code == 301
    for archived in (True, False):
        ada.does("PATCH", "/repos/acme/invoices", {"archived": archived})
    ada.does("DELETE", "/repos/acme/invoices")


def _people(guide: Guide) -> None:
    installation, where = guide.installation, guide.where
    installation.does("PUT", f"{where}/collaborators/dana", {"permission": "triage"})
    installation.gets(f"{where}/collaborators")
    installation.gets(f"{where}/collaborators/dana")
    installation.gets(f"{where}/collaborators/dana/permission")
    installation.does("DELETE", f"{where}/collaborators/dana")
    installation.gets(f"{where}/codeowners/errors")


def _rules(guide: Guide) -> None:
    installation, where = guide.installation, guide.where
    wanted = {
        "name": "reviewed",
        "target": "branch",
        "enforcement": "active",
        "conditions": ON_MAIN,
        "rules": RULES,
    }
    made = installation.does("POST", f"{where}/rulesets", wanted)
    installation.gets(f"{where}/rulesets")
    installation.gets(f"{where}/rulesets/{made['id']}")
    installation.does("PUT", f"{where}/rulesets/{made['id']}", {"name": "reviewed changes"})
    installation.gets(f"{where}/rules/branches/protected")
    installation.does("DELETE", f"{where}/rulesets/{made['id']}")

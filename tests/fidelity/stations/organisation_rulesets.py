"""Rules that an organisation lays upon several of its repositories."""

from tests.fidelity.guide import Guide

RULESETS = "/orgs/acme/rulesets"
CONDITIONS = {
    "ref_name": {"include": ["refs/heads/ruled"], "exclude": []},
    "repository_name": {"include": ["serv*"], "exclude": [], "protected": True},
}


def visit(guide: Guide) -> None:
    installation, where = guide.installation, guide.where
    wanted = {
        "name": "everywhere",
        "target": "branch",
        "enforcement": "active",
        "conditions": CONDITIONS,
        "rules": [{"type": "deletion"}],
    }
    made = installation.does("POST", RULESETS, wanted)
    installation.gets(RULESETS)
    installation.gets(f"{RULESETS}/{made['id']}")
    installation.gets(f"{where}/rulesets?includes_parents=true")
    installation.gets(f"{where}/rulesets/{made['id']}")
    installation.gets(f"{where}/rules/branches/ruled")
    installation.does("PUT", f"{RULESETS}/{made['id']}", {"enforcement": "disabled"})
    installation.does("DELETE", f"{RULESETS}/{made['id']}")

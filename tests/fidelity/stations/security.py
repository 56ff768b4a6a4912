"""What watches over repositories: alerts, updates, secrets and private reports."""

from tests.fidelity.guide import Guide

SWITCHES = ("vulnerability-alerts", "automated-security-fixes")


def visit(guide: Guide) -> None:
    installation, where = guide.installation, guide.where
    for switch in SWITCHES:
        installation.does("PUT", f"{where}/{switch}")
        installation.gets(f"{where}/{switch}")
    for switch in reversed(SWITCHES):
        installation.does("DELETE", f"{where}/{switch}")
    assert installation.asks("GET", f"{where}/{SWITCHES[0]}").status_code == 404
    assert installation.asks("PUT", f"{where}/{SWITCHES[1]}").status_code == 422
    on = {"secret_scanning": {"status": "enabled"}}
    installation.does("PATCH", where, {"security_and_analysis": on})
    _reports(guide)


def _reports(guide: Guide) -> None:
    """Of a public repository, for private ones take none."""
    installation, own = guide.installation, "/repos/acme/opened/private-vulnerability-reporting"
    installation.does("POST", "/orgs/acme/repos", {"name": "opened", "private": False})
    installation.does("PUT", own)
    installation.gets(own)
    installation.does("DELETE", own)
    hidden = f"{guide.where}/private-vulnerability-reporting"
    assert installation.asks("PUT", hidden).status_code == 422
    installation.does("DELETE", "/repos/acme/opened")

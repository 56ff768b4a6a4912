"""Who there is: the organisation, its people and teams, and what everybody may ask."""

from datetime import datetime

from tests.fidelity.guide import Guide
from tests.sandbox.voices import Voice


def visit(guide: Guide) -> None:
    installation, ada = guide.installation, guide.ada
    for path in ("/meta", "/versions", "/rate_limit", "/users/dana", "/orgs/acme"):
        Voice(guide.sandbox.url).gets(path)
    guide.dana.gets("/user")
    installation.gets("/orgs/acme/members")
    installation.gets("/orgs/acme/members/dana")
    installation.gets("/orgs/acme/memberships/dana")
    _teams(guide)
    _suspension(guide)
    ada.does("DELETE", "/orgs/acme/members/will")


def _suspension(guide: Guide) -> None:
    """A field of GitHub Enterprise Server's, which the description here cannot judge."""
    guide.controls("accounts/suspend", {"login": "will"})
    datetime.fromisoformat(guide.installation.gets("/users/will")["suspended_at"])
    guide.controls("accounts/suspend", {"login": "will", "suspended": False})


def _teams(guide: Guide) -> None:
    installation, ada = guide.installation, guide.ada
    ada.does("POST", "/orgs/acme/teams", {"name": "Ledger", "privacy": "closed"})
    installation.gets("/orgs/acme/teams")
    installation.gets("/orgs/acme/teams/cards")
    ada.does("PUT", "/orgs/acme/teams/ledger/memberships/dana", {"role": "member"})
    installation.gets("/orgs/acme/teams/ledger/members")
    installation.gets("/orgs/acme/teams/ledger/memberships/dana")
    ada.does("DELETE", "/orgs/acme/teams/ledger/memberships/dana")
    granted = "/orgs/acme/teams/ledger/repos/acme/services"
    installation.does("PUT", granted, {"permission": "push"})
    installation.gets(granted)
    media = {"Accept": "application/vnd.github.v3.repository+json"}
    assert installation.asks("GET", granted, **media).ok
    installation.gets("/orgs/acme/teams/ledger/repos")
    installation.gets(f"{guide.where}/teams")
    installation.does("DELETE", granted)

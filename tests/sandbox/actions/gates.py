"""Environments with a gate, and the answers that an App gives there."""

from collections.abc import Callable
from typing import Any

from tests.sandbox.actions.conftest import REPOSITORY, Actions
from tests.sandbox.voices import Voice

Who = Callable[[str], Actions]
PASSED, FAILED, WAITS = ("completed", "success"), ("completed", "failure"), ("waiting", None)
RULES = f"{REPOSITORY}/environments/production/deployment_protection_rules"


def reviewed_by(actions: Who, *logins: str, **fields: Any) -> int:
    """The environment production, with these people as its reviewers."""
    ada = actions("ada")
    people = [ada.who.gets(f"/users/{login}")["id"] for login in logins]
    reviewers = [{"type": "User", "id": number} for number in people]
    return ada.protects(reviewers=reviewers, **fields)


def asks_the_app(actions: Who) -> int:
    """The environment production, with the App as its custom rule."""
    number = actions("ada").protects()
    actions("ada").who.does("POST", RULES, {"integration_id": 4242})
    return number


def answers(who: Voice, run_id: int, **fields: Any) -> Any:
    path = f"{REPOSITORY}/actions/runs/{run_id}/deployment_protection_rule"
    return who.asks("POST", path, {"environment_name": "production"} | fields)

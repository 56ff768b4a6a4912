"""What goes wrong with GitHub during a simulation, and at which calls."""

from enum import Enum
from typing import Any

_REPOSITORY = "/repos/{owner}/{repo}"
_ISSUE = f"{_REPOSITORY}/issues/{{issue_number}}"

CALLS = (
    ("POST", "/graphql"),
    ("POST", "/app/installations/{installation_id}/access_tokens"),
    ("GET", _REPOSITORY),
    ("POST", f"{_ISSUE}/comments"),
    ("PATCH", f"{_REPOSITORY}/issues/comments/{{comment_id}}"),
    ("DELETE", f"{_ISSUE}/labels/{{name}}"),
    ("PATCH", _ISSUE),
    ("POST", f"{_REPOSITORY}/labels"),
    ("POST", "/orgs/{org}/repos"),
    ("POST", f"{_REPOSITORY}/git/trees"),
    ("PATCH", f"{_REPOSITORY}/git/refs/{{ref}}"),
    ("PUT", "/orgs/{org}/teams/{team_slug}/repos/{owner}/{repo}"),
    ("POST", f"{_REPOSITORY}/rulesets"),
)


class Fault(Enum):
    """A failure of a call: before its effect, after it, or for a limit."""

    BEFORE = "before its effect"
    AFTER = "after its effect"
    UNHEARD = "after its effect, without an answer"
    SECONDARY = "for a secondary limit"
    PRIMARY = "for the hour's limit"

    @property
    def order(self) -> dict[str, Any]:
        """As the sandbox takes it."""
        match self:
            case Fault.BEFORE:
                return {"status": 502}
            case Fault.AFTER:
                return {"status": 502, "after_effect": True}
            case Fault.UNHEARD:
                return {"status": 502, "after_effect": True, "drop_answer": True}
            case Fault.SECONDARY:
                return {"mode": "secondary", "retry_after": 30}
            case Fault.PRIMARY:
                return {"mode": "primary", "retry_after": 600}

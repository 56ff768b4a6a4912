"""Classic protection of main, laid as an admin would."""

from collections.abc import Mapping
from typing import Any

from tests.sandbox.proposing import REPOSITORY
from tests.sandbox.voices import Voice

PROTECTION = f"{REPOSITORY}/branches/main/protection"
# The least that GitHub takes: nobody pushes by force, and nobody deletes.
NOTHING: Mapping[str, Any] = {
    "required_status_checks": None,
    "enforce_admins": None,
    "required_pull_request_reviews": None,
    "restrictions": None,
}


def protects(voice: Voice, path: str = PROTECTION, **fields: Any) -> Any:
    """Lay a protection that asks for no more than what is said."""
    return voice.does("PUT", path, {**NOTHING, **fields})


def reviews_wanted(count: int = 1, **fields: Any) -> dict[str, Any]:
    return {"required_pull_request_reviews": {"required_approving_review_count": count} | fields}


def checks_wanted(*contexts: str, strict: bool = False) -> dict[str, Any]:
    return {"required_status_checks": {"strict": strict, "contexts": list(contexts)}}


def restricted_to(*users: str, **lists: list[str]) -> dict[str, Any]:
    return {"restrictions": {"users": list(users), "teams": []} | lists}

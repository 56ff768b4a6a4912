"""What watches over a repository: switched on and off as far as the plan has it."""

from typing import Any

from sandbox.errors import ApiError
from sandbox.world.people import Plan
from sandbox.world.repositories import Repository

# By GitHub's names what is switched with the repository itself.
ANALYSES = {
    "secret_scanning": "secret_scanning",
    "secret_scanning_push_protection": "push_protection",
}


def set_alerts(where: Repository, *, on: bool) -> None:
    """Without the alerts there are no updates; that GitHub switches them off too is unconfirmed."""
    where.security.vulnerability_alerts = on
    where.security.security_updates &= on


def set_updates(where: Repository, *, on: bool) -> None:
    """422 while the alerts are off, whichever way it is to be."""
    if not where.security.vulnerability_alerts:
        raise ApiError(
            422, "Vulnerability alerts must be enabled to configure automated security fixes."
        )
    where.security.security_updates = on


def set_reporting(where: Repository, *, on: bool) -> None:
    where.security.private_reporting = on


def check_reporting(where: Repository) -> None:
    """It is for public repositories alone; in which words GitHub says so is unconfirmed."""
    if where.private:
        raise ApiError(422, "Private vulnerability reporting is not available for this repository.")


def has_secret_scanning(where: Repository) -> bool:
    """In private repositories it is bought; here whoever has the plan for it is taken to have."""
    return not where.private or where.owner.plan is Plan.ENTERPRISE


def set_analyses(where: Repository, states: dict[str, Any]) -> None:
    """Switches what `security_and_analysis` names; what is not known here is passed over."""
    wanted = {
        ANALYSES[name]: _is_enabled(state)
        for name, state in states.items()
        if name in ANALYSES and isinstance(state, dict) and "status" in state
    }
    if any(wanted.values()) and not has_secret_scanning(where):
        raise ApiError(422, "Secret scanning is not available for this repository.")
    for name, is_on in wanted.items():
        setattr(where.security, name, is_on)
    # That the protection goes with the scanning is unconfirmed.
    where.security.push_protection &= where.security.secret_scanning


def _is_enabled(state: dict[str, Any]) -> bool:
    return bool(state["status"] == "enabled")

"""Plans to and from the JSON that is kept of them, also of earlier versions."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from app.domain.plan import Plan

_PLAN = TypeAdapter(Plan)


_KNOWN_BEFORE = (
    *("visibility", "access", "topics", "labels"),
    *("required_checks", "required_reviews"),
)
"""What an earlier version reads of how a repository is set up, beside names of environments."""


def to_json(plan: Plan) -> dict[str, Any]:
    """As a pair's row keeps it.

    Where an earlier version would set both halves up just so, it can read the plan as well, for
    its workers may still be there. Of any other plan it knows that it cannot.
    """
    kept: dict[str, Any] = _PLAN.dump_python(plan, mode="json")
    service = kept["setup"]["service"]
    named = [environment["name"] for environment in service["environments"]]
    settings = {key: service[key] for key in _KNOWN_BEFORE} | {"environments": named}
    is_enough = _PLAN.validate_python(_with_halves(kept | {"settings": settings})) == plan
    return kept | {"settings": settings} if is_enough else kept


def from_json(kept: Mapping[str, Any]) -> Plan:
    """The plan that was kept, by this version or an earlier one."""
    return _PLAN.validate_python(kept if "setup" in kept else _with_halves(kept))


def _with_halves(kept: Mapping[str, Any]) -> dict[str, Any]:
    """An earlier plan, which set both halves up alike and named environments of the service."""
    settings = dict(kept["settings"])
    settings.pop("tests_suffix", None)
    named = [{"name": name} for name in settings.get("environments", ())]
    setup = {
        "service": settings | {"environments": named},
        "tests": settings | {"environments": []},
    }
    return {**kept, "setup": setup}

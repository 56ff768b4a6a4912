"""Plans to and from the JSON that is kept of them, also of earlier versions."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from app.domain.plan import Plan

_PLAN = TypeAdapter(Plan)


def to_json(plan: Plan) -> dict[str, Any]:
    """As a pair's row keeps it."""
    kept: dict[str, Any] = _PLAN.dump_python(plan, mode="json")
    return kept


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

"""The step that switches GitHub's own watch over one half's repository on or off."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from app.domain.policy import SecuritySettings
from app.github.errors import Forbidden, Invalid
from app.github.security import (
    set_analyses,
    set_private_reporting,
    set_security_updates,
    set_vulnerability_alerts,
)
from app.usecases.build import Build
from app.usecases.pair_access import left_out, pair_client, result_of

_ANALYSES = {
    "secret_scanning": "secret_scanning",
    "push_protection": "secret_scanning_push_protection",
}
"""Our words for what GitHub calls otherwise, in the order in which one needs the other."""


def security(build: Build) -> Mapping[str, Any]:
    """Switch what the policy names; what the plan lacks is left out and said."""
    wanted = build.setup.security
    if wanted == SecuritySettings():
        return {}
    place = (pair_client(build), build.organisation, build.repository(build.half).name)
    lacking: list[str] = []
    switches: Mapping[str, tuple[Callable[..., None], bool | None]] = {
        "Vulnerability alerts": (set_vulnerability_alerts, wanted.vulnerability_alerts),
        "Security updates": (set_security_updates, wanted.security_updates),
        "Private reports of vulnerabilities": (set_private_reporting, wanted.private_reporting),
    }
    for what, (switch, on) in switches.items():
        if on is not None:
            lacking += _tried(what, partial(switch, *place, on=on))
    analyses = {
        theirs: on
        for ours, theirs in _ANALYSES.items()
        if (on := getattr(wanted, ours)) is not None
    }
    if analyses:
        what = "Secret scanning and push protection"
        lacking += _tried(what, partial(set_analyses, *place, analyses))
    return result_of(lacking)


def _tried(what: str, switch: Callable[[], None]) -> list[str]:
    try:
        switch()
    except (Forbidden, Invalid) as error:
        return [left_out(f"{what} were left out", error)]
    return []

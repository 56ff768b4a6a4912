"""A policy that breaks and is mended, and the issues that tell of it."""

from collections.abc import Mapping
from typing import Any

from tests.journeys.acme import Acme
from tests.journeys.form import CONTROL

TITLE = "The newest policy is not in force, for it has mistakes"


def breaks(text: str) -> str:
    return text.replace("max_length: 40", "max_length: many")


def mends(text: str) -> str:
    return text.replace("max_length: many", "max_length: 40")


def notices(acme: Acme) -> list[Mapping[str, Any]]:
    """All issues that tell of a broken law, the newest first."""
    found = acme.does("ada", "GET", f"{CONTROL}/issues?state=all&per_page=100")
    return [one for one in found if one["title"] == TITLE]


def notice(acme: Acme) -> Mapping[str, Any]:
    [found] = notices(acme)
    return found


def comments(acme: Acme, issue: Mapping[str, Any]) -> list[str]:
    found = acme.does("ada", "GET", f"{CONTROL}/issues/{issue['number']}/comments")
    return [one["body"] for one in found]

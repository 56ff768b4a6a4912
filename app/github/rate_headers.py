"""Reads what GitHub's headers tell of its primary limits."""

from collections.abc import Mapping
from datetime import UTC, datetime

from app.domain.budget import Primary, Resource

# A count, or a moment in seconds, of more digits is none that GitHub would name.
_DIGITS = 10


def primary_limit(headers: Mapping[str, str]) -> tuple[Resource, Primary] | None:
    """The limit that an answer speaks of; None for others than ours, and for an odd answer."""
    resource = headers.get("x-ratelimit-resource", "")
    numbers = [headers.get(f"x-ratelimit-{name}", "") for name in ("limit", "remaining", "reset")]
    if resource not in set(Resource) or not all(map(is_number, numbers)):
        return None
    limit, remaining, reset = map(int, numbers)
    return Resource(resource), Primary(limit, remaining, datetime.fromtimestamp(reset, UTC))


def is_number(text: str) -> bool:
    """Whether a header holds a number that can be meant: a proxy may have written it."""
    return text.isdecimal() and len(text) <= _DIGITS


def is_used_up(headers: Mapping[str, str]) -> bool:
    """Whether a primary limit is used up, which its reset ends, and no pause of everything."""
    return headers.get("x-ratelimit-remaining") == "0"

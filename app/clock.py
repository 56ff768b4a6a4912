"""The one place that asks what time it is."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Gives the present time as an aware datetime in UTC."""


def now() -> datetime:
    return datetime.now(UTC)

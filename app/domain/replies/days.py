"""How days are written, so that nobody takes the month for the day."""

from datetime import date


def day(one: date) -> str:
    """`3 December 2026`."""
    return f"{one.day} {one:%B %Y}"

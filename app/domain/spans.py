"""How a length of time is said to an operator: one unit, rounded down."""

from datetime import timedelta


def span(length: timedelta) -> str:
    """Such as `12 s`, `4 min`, `3 h` or `2 days`; nothing is shorter than `0 s`."""
    seconds = max(int(length.total_seconds()), 0)
    if seconds < 120:
        return f"{seconds} s"
    minutes = seconds // 60
    if minutes < 120:
        return f"{minutes} min"
    hours = minutes // 60
    return f"{hours} h" if hours < 48 else f"{hours // 24} days"

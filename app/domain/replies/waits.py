"""What people read about a build that has to wait for one of GitHub's limits."""

from datetime import UTC, datetime, timedelta


def build_waits(reason: str, until: datetime) -> str:
    """What it waits for, as it goes on after "waits for", and when it goes on."""
    minute = until.astimezone(UTC) + timedelta(seconds=59)
    return f"It waits for {reason}, and goes on by itself at about {minute:%H:%M} UTC."

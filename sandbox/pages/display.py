"""How times, colours and sizes are shown on the pages: the templates' filters."""

from datetime import datetime
from zlib import crc32

STEPS = ((86_400, "day"), (3_600, "hour"), (60, "minute"))


def moment(at: datetime) -> str:
    """`22 Nov 2026, 21:15:03 UTC`."""
    return f"{at.day} {at:%b %Y, %H:%M:%S} UTC"


def ago(at: datetime, now: datetime) -> str:
    """`3 minutes ago`, by the sandbox's clock."""
    seconds = int((now - at).total_seconds())
    for length, word in STEPS:
        count = seconds // length
        if count:
            return f"{count} {word}{'s' if count > 1 else ''} ago"
    return "just now"


def hue(login: str) -> int:
    """A person's own colour, in degrees."""
    return crc32(login.encode()) % 360


def ink(color: str) -> str:
    """Black or white, whichever reads better on a label of that colour (six hex digits)."""
    red, green, blue = (int(color[at : at + 2], 16) for at in (0, 2, 4))
    return "#000" if red * 299 + green * 587 + blue * 114 > 140_000 else "#fff"


def size(count: int | None) -> str:
    """`812 B`, `3.4 kB`."""
    if count is None:
        return ""
    return f"{count} B" if count < 1_000 else f"{count / 1_000:.1f} kB"


def web_link(address: str) -> str:
    """An address that a click may follow: of the web, or none."""
    return address if address.startswith(("http://", "https://")) else "#"

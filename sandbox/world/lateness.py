"""How far reads lag behind: settings, and what a ref was before it moved."""

from dataclasses import dataclass
from datetime import datetime


@dataclass
class Lateness:
    """How many seconds what happens from now on is unseen.

    That is events, new entries of lists, tips of refs and new comments.
    """

    events: float = 0
    lists: float = 0
    refs: float = 0
    comments: float = 0


@dataclass(frozen=True, slots=True)
class PastTip:
    """Where a ref was before it moved (None: nowhere), and until when reads are told so."""

    sha: str | None
    until: datetime

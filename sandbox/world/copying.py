"""What is still to be copied into a repository that was made from a template."""

from dataclasses import dataclass
from datetime import datetime

from sandbox.world.issues import Actor


@dataclass
class Copy:
    """Refs, full names to shas, that come to be at `due` and not before `empty_calls` more calls.

    Their objects are there already; `actor` is who pushes them then.
    """

    refs: dict[str, str]
    actor: Actor
    due: datetime
    empty_calls: int

"""Whose data is whose: the name that all data of one run carries."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

TIME = "%Y%m%dT%H%M%SZ"
IDENTITY = re.compile(r"it-(\d{8}T\d{6}Z)-(.+)")


@dataclass(frozen=True)
class Run:
    """One run of the tests."""

    run_id: str
    began: datetime

    @property
    def identity(self) -> str:
        """Such as `it-20260314T150926Z-4711-1`: whoever finds such data knows what it is."""
        return f"it-{self.began.strftime(TIME)}-{self.run_id}"


def begin(run_id: str) -> Run:
    return Run(run_id, datetime.now(UTC).replace(microsecond=0))


def run_of(identity: str) -> Run | None:
    """The run that `identity` names, or None where it names none."""
    found = IDENTITY.fullmatch(identity)
    if not found:
        return None
    try:
        return Run(found[2], datetime.strptime(found[1], TIME).replace(tzinfo=UTC))
    except ValueError:
        return None

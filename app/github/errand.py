"""One unit of work as the write budget sees it, and the leave to make one of its calls."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.budget import Ask, Reason
from app.github.charges import Charge
from app.github.warrant import Warrant
from app.store.claims import LostClaim

# What is waited out in place. Work that has begun to write waits longer for its turn: to begin it
# again costs the same writes once more.
_PATIENCE = timedelta(seconds=3)
_PATIENCE_AMID_WRITES = timedelta(seconds=30)


class Errand:
    """A unit of work for one installation: its warrant, and how many writes it made so far.

    `installation_id` is 0 for calls as the App itself, which take no turns.
    """

    def __init__(self, warrant: Warrant, installation_id: int) -> None:
        self.warrant = warrant
        self.installation_id = installation_id
        self.writes = 0

    def ask(self, charge: Charge) -> Ask:
        """What the rules need to know of a call."""
        is_paced = charge.is_write and self.installation_id != 0
        writer = self.warrant.writer if is_paced else ""
        return Ask(charge.resource, charge.points, charge.content, self.warrant.lane, writer)

    def patience(self, reason: Reason) -> timedelta:
        """How long it waits in place."""
        if reason is Reason.TURN and self.writes:
            return _PATIENCE_AMID_WRITES
        return _PATIENCE


@dataclass(frozen=True, slots=True)
class Admission:
    """The leave to make one call, until `deadline` on the monotonic clock."""

    errand: Errand
    charge: Charge
    ask: Ask
    spending_id: int
    at: datetime
    deadline: float | None

    def check(self) -> None:
        """Right before the bytes leave. Raises LostClaim if this process was stopped too long."""
        if self.deadline is not None and time.monotonic() > self.deadline:
            raise LostClaim("this worker was stopped for longer than its claim may last")

"""Where a request stands, as one word that its label on the issue repeats."""

from enum import StrEnum


class State(StrEnum):
    """The states of an issue in the control repository.

    NEW has not been looked at. NO_REQUEST is an issue that did not come from the form. CLOSED
    was closed by a person before anything was built and goes on when it is reopened; CANCELLED
    is final. WAITING is held back by a limit or a freeze, and goes on by itself.
    """

    NEW = "new"
    NO_REQUEST = "no-request"
    NEEDS_CORRECTION = "needs-correction"
    AWAITING_APPROVAL = "awaiting-approval"
    WAITING = "waiting"
    VETOED = "vetoed"
    BLOCKED = "blocked"
    BUILDING = "building"
    FAILED = "failed"
    LIVE = "live"
    CLOSED = "closed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """The label that shows this state on the issue."""
        return f"slipway/{self.value}"

    @property
    def is_settled(self) -> bool:
        """Nothing outside the issue itself changes this state."""
        return self in {State.NO_REQUEST, State.LIVE, State.CLOSED, State.CANCELLED}

    @property
    def is_building(self) -> bool:
        """The decision is made and the pair is under way."""
        return self in {State.BUILDING, State.FAILED}

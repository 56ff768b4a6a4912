"""Where a request stands, as one word that its label on the issue repeats."""

from enum import StrEnum


class State(StrEnum):
    """The states of a request; LIVE and CANCELLED are final."""

    NEEDS_CORRECTION = "needs-correction"
    AWAITING_APPROVAL = "awaiting-approval"
    VETOED = "vetoed"
    BLOCKED = "blocked"
    BUILDING = "building"
    FAILED = "failed"
    LIVE = "live"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """The label that shows this state on the issue."""
        return f"slipway/{self.value}"

    @property
    def is_final(self) -> bool:
        """Nothing that happens on the issue changes this state."""
        return self in {State.LIVE, State.CANCELLED}

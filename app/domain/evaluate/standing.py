"""Where a decision leaves a request: who has to act next."""

from collections.abc import Sequence

from app.domain.evaluate.decision import Decision
from app.domain.state import State
from app.domain.verdict import Status


def standing(
    decision: Decision, blockers: Sequence[str], *, can_be_built: bool
) -> tuple[State, tuple[str, ...]]:
    """The state, and what an admin has to mend if it is BLOCKED.

    Who must act next decides: who objects, then the requester, then an admin, then reviewers.
    `blockers` are what keeps it from being built beside the policy; `can_be_built`: it is known
    what would be built.
    """
    if decision.vetoed_by is not None:
        return State.VETOED, ()
    if any(child.status is Status.REFUSED for child in decision.verdict.children):
        return State.NEEDS_CORRECTION, ()
    blocked_by = (*blockers, *_failed(decision))
    if blocked_by:
        return State.BLOCKED, blocked_by
    if decision.is_approved and can_be_built:
        return State.BUILDING, ()
    return (State.WAITING if decision.is_on_hold else State.AWAITING_APPROVAL), ()


def _failed(decision: Decision) -> tuple[str, ...]:
    """What could not be decided, said by the rules themselves rather than by those above them."""
    return tuple(
        node.sentence
        for node in decision.verdict.walk()
        if node.status is Status.FAILED and not node.children
    )

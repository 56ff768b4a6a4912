"""Which state a decision puts its request into."""

from app.domain.evaluate.decision import Decision
from app.domain.state import State
from app.domain.verdict import Status, Verdict


def standing(
    decision: Decision, blockers: tuple[str, ...] = (), *, can_be_built: bool = True
) -> tuple[State, tuple[str, ...]]:
    """The state, and what an admin has to mend where it is BLOCKED.

    Who must act next decides: who objects, then the requester, then an admin, then reviewers.
    `blockers` are what the decision does not know of.
    """
    if decision.vetoed_by is not None:
        return State.VETOED, ()
    if any(child.status is Status.REFUSED for child in decision.verdict.children):
        return State.NEEDS_CORRECTION, ()
    blockers = (*blockers, *_failed(decision.verdict))
    if blockers:
        return State.BLOCKED, blockers
    if decision.is_approved and can_be_built:
        return State.BUILDING, ()
    return (State.WAITING if decision.is_on_hold else State.AWAITING_APPROVAL), ()


def _failed(verdict: Verdict) -> tuple[str, ...]:
    """What could not be decided, said by the rules themselves rather than by those above them."""
    return tuple(
        node.sentence
        for node in verdict.walk()
        if node.status is Status.FAILED and not node.children
    )

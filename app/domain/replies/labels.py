"""How Slipway's own labels look, and what they say to who hovers over one."""

from dataclasses import dataclass

from app.domain.state import State


@dataclass(frozen=True, slots=True)
class LabelText:
    """`colour` is six hexadecimal digits; GitHub takes 100 characters of `description`."""

    colour: str
    description: str


STATE_LABELS = {
    State.NEEDS_CORRECTION: LabelText("fbca04", "The requester has to correct an answer"),
    State.AWAITING_APPROVAL: LabelText("1d76db", "Reviewers have to approve with a label"),
    State.WAITING: LabelText("bfd4f2", "A limit or a freeze holds it back; it goes on by itself"),
    State.VETOED: LabelText("b60205", "A reviewer objects"),
    State.BLOCKED: LabelText("d93f0b", "An admin has to mend policy, templates or protection"),
    State.BUILDING: LabelText("5319e7", "Slipway is building the pair"),
    State.FAILED: LabelText("b60205", "The build stopped; /slipway retry goes on"),
    State.LIVE: LabelText("0e8a16", "The pair is built"),
    State.CLOSED: LabelText("cccccc", "Closed before it was built; reopen to go on"),
    State.CANCELLED: LabelText("cccccc", "Cancelled by a command"),
}

APPROVAL_LABEL = LabelText("c2e0c6", "Set by a reviewer whom the policy names, it approves")
VETO_LABEL = LabelText("e99695", "Set by somebody whom the policy names, it stops the request")
REQUEST_LABEL = LabelText("0052cc", "Filed with the form for a new service")

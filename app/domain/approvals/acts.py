"""The acts that may approve under a rule: labels that were set, or comments that were written."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.approvals.comments import approving, spoken_objection
from app.domain.approvals.evidence import Display, Evidence
from app.domain.approvals.people import label_on, same_label
from app.domain.approvals.shown import AGAIN
from app.domain.approvals.standing import acting_person, events_here, standing
from app.domain.issue import LabelEvent, Person
from app.domain.policy import ApprovalRule

_APPROVE_AGAIN = "read the request as it is now and approve the digest that it shows then"


@dataclass(frozen=True, slots=True)
class Act:
    """A label that was set, or a comment with a digest.

    `by_hand` unless a bot or an App did it; `objection` is what speaks against this label or this
    comment, whoever did it. `digest` is what the comment names, as typed, and None for a label;
    `again` says how to do it anew.
    """

    actor: Person | None
    at: datetime
    by_hand: bool
    objection: str | None
    again: str = AGAIN
    digest: str | None = None
    comment_id: int | None = None


def label_acts(
    rule: ApprovalRule, evidence: Evidence, others: frozenset[str]
) -> tuple[Act, ...] | None:
    """Who set the rule's label and let it stand; None if it is on, and nobody here set it.

    `others` are the names of the policy's other rules.
    """
    label = label_on(evidence.issue, rule.label)
    settings = standing(events_here(evidence.issue, label.id)) if label else ()
    if label and not settings:
        return None
    return tuple(
        Act(
            event.actor,
            event.at,
            acting_person(event) is not None,
            _label_objection(rule, event, evidence, others),
        )
        for event in settings
    )


def comment_acts(evidence: Evidence) -> tuple[Act, ...]:
    """Every comment that approves a digest."""
    return tuple(
        Act(
            author,
            comment.at,
            not comment.via_app,
            spoken_objection(evidence, comment, author),
            _APPROVE_AGAIN,
            order.digest,
            comment.id,
        )
        for comment, author, order in approving(evidence.issue)
    )


def _label_objection(
    rule: ApprovalRule, event: LabelEvent, evidence: Evidence, others: frozenset[str]
) -> str | None:
    if not _is_bound(rule.label, event, evidence):
        return (
            f"the label was not yet known as {rule.label} when it was set (new, renamed or"
            f" created again); {AGAIN}"
        )
    shown = [display for display in evidence.displays if display.at < event.at]
    last = sorted(shown, key=lambda display: display.at)[-1:]
    if last and (meant := _meaning(rule, last[0], others)):
        return f"the label stood for “{meant}” when it was set, by an earlier policy; {AGAIN}"
    return None


def _is_bound(name: str, event: LabelEvent, evidence: Evidence) -> bool:
    """Whether the label was the one called `name` before the event, and has been since."""
    named = [seen for seen in evidence.bindings if same_label(seen.name, name)]
    own = [seen.since for seen in named if seen.label_id == event.label.id]
    others = [seen.since for seen in named if seen.label_id != event.label.id]
    return any(since < event.at and all(other < since for other in others) for since in own)


def _meaning(rule: ApprovalRule, shown: Display, others: frozenset[str]) -> str | None:
    """The other rule for which people took the label then; a rule that was renamed is the same."""
    named = (name for label, name in shown.rules.items() if same_label(label, rule.label))
    then = next(named, None)
    if then is None or then == rule.name:
        return None
    return then if then in others or rule.name in shown.rules.values() else None

"""The labels on a request: which exist, which one shows the state, which ones count for nothing."""

from collections.abc import Iterator

from app.domain.approvals import ApprovalFinding
from app.domain.issue import Label
from app.domain.replies.labels import (
    APPROVAL_LABEL,
    REQUEST_LABEL,
    STATE_LABELS,
    VETO_LABEL,
    LabelText,
)
from app.domain.state import State
from app.github.issues import NewLabel, add_labels, ensure_label, remove_label, set_state_label
from app.usecases.case import Case
from app.usecases.decide import Outcome


def could_be_set(case: Case, name: str) -> bool:
    """Whether this label was there when the issue came; a form skips one that is not, silently.

    One of the same second was not: that may be ours, made for this very issue.
    """
    label = _known(case, name)
    if label is None:
        return False
    came_at = case.issue.moved_in_at or case.issue.created_at
    return label.made_at is None or label.made_at < came_at


def mark_as_request(case: Case, name: str) -> None:
    """Make the form's label and set it, as the form could not."""
    _ensure(case, name, REQUEST_LABEL)
    where = (case.client, case.organisation, case.bench.control_repository, case.issue.number)
    add_labels(*where, [name])


def ensure_policy_labels(case: Case) -> dict[str, str]:
    """The ids of the labels by which people approve and veto; what is missing is made."""
    return {name: _ensure(case, name, text).id for name, text in _policy_labels(case)}


def show_state(case: Case, state: State) -> None:
    """Leave the state's label as the only one of its kind on the issue."""
    label = _ensure(case, state.label, STATE_LABELS[state])
    set_state_label(case.client, case.issue, label)


def correct(case: Case, outcome: Outcome) -> None:
    """Take labels off that approve nothing, so that the right person can set them; keep a veto."""
    if outcome.decision is None:
        return
    where = (case.client, case.organisation, case.bench.control_repository, case.issue.number)
    on_issue = {label.name.casefold() for label in case.issue.labels}
    for finding in outcome.decision.approvals:
        # An explicit approval has no label, and no label is called "".
        if _counts_for_nothing(finding) and finding.rule.label.casefold() in on_issue:
            remove_label(*where, finding.rule.label)
    if outcome.decision.veto.put_back and case.law.policy.veto:
        add_labels(*where, [case.law.policy.veto.label])


def _counts_for_nothing(finding: ApprovalFinding) -> bool:
    """One that counts is left on: a second approver takes it off and sets it again."""
    return bool(finding.missing and finding.ineffective and not finding.given_by)


def _policy_labels(case: Case) -> Iterator[tuple[str, LabelText]]:
    if case.in_force.law is None:
        return
    policy = case.in_force.law.policy
    yield from ((rule.label, APPROVAL_LABEL) for rule in policy.approvals if not rule.explicit)
    if policy.veto:
        yield policy.veto.label, VETO_LABEL


def _ensure(case: Case, name: str, text: LabelText) -> Label:
    if (label := _known(case, name)) is not None:
        return label
    new = NewLabel(name, text.colour, text.description)
    return ensure_label(case.client, case.organisation, case.bench.control_repository, new)


def _known(case: Case, name: str) -> Label | None:
    """The control repository's label of that name, as it was when the case was read."""
    known = (one for one in case.control.labels if one.name.casefold() == name.casefold())
    return next(known, None)

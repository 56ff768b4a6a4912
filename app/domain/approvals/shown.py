"""Whether a label was set on what the request says now, as far as its rule reads it."""

from datetime import datetime

from app.domain.approvals.evidence import Display, Evidence
from app.domain.policy import ApprovalRule

AGAIN = "read the request as it is now and set the label again"


def display_objection(rule: ApprovalRule, evidence: Evidence, at: datetime) -> str | None:
    """Why a label set at `at` says nothing of the present request; None if it does.

    GitHub's times are whole seconds: what happened within one second has no order, and what
    has none does not count.
    """
    shown = sorted(evidence.displays, key=lambda display: display.at)
    before = [display for display in shown if display.at < at]
    if not before or not before[-1].digest:
        return f"the status comment did not show the request at that time; {AGAIN}"
    if any(display.digest != before[-1].digest for display in shown if display.at == at):
        return f"the status comment changed in the same second; {AGAIN}"
    return _edited_unseen(evidence, before[-1], at) or _changed_since(rule, evidence, before[-1])


def _edited_unseen(evidence: Evidence, display: Display, at: datetime) -> str | None:
    revisions = [edit.at for edit in evidence.issue.edits[1:]]
    if evidence.issue.last_edited_at:
        revisions.append(evidence.issue.last_edited_at)
    seen = display.issue_edited_at
    if any(edited <= at and (seen is None or edited > seen) for edited in revisions):
        return f"the text had been edited shortly before; {AGAIN}"
    if sum(edit.at == seen for edit in evidence.issue.edits[1:]) > 1:
        return (
            "the text was edited twice within one second, so that nobody can tell which one was"
            " read; edit it once more, then set the label again"
        )
    return None


def _changed_since(rule: ApprovalRule, evidence: Evidence, display: Display) -> str | None:
    if display.digest == evidence.digest:
        return None
    then, now = display.answers, evidence.answers
    changed = {key for key in {*then, *now} if then.get(key) != now.get(key)}
    read = sorted(changed & rule.fields_read({*then, *now}))
    if read:
        return f"{_listed(read)} changed after it; {AGAIN}"
    moved = [
        name
        for name in sorted({*display.templates} & {*evidence.templates})
        if display.templates[name] != evidence.templates[name]
    ]
    if moved or not changed:
        return f"the templates to build from changed after it; {AGAIN}"
    return None


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

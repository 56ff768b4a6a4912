"""Decides when a new comment is due, which notifies: somebody must act who was not asked yet."""

from collections.abc import Iterator
from dataclasses import replace

from app.domain.replies import announcements as say
from app.domain.replies.announcements import VoidedApproval
from app.domain.replies.shadow import please_start
from app.domain.state import State
from app.domain.status import StatusView
from app.usecases.case import Case
from app.usecases.debts import Debt
from app.usecases.decide import Outcome
from app.usecases.displays import History, Shown

_FRESH = {State.NEW, State.NO_REQUEST}


def after_decision(
    case: Case, outcome: Outcome, view: StatusView, shown: Shown, past: History
) -> Debt | None:
    """The notice that this decision calls for, if any.

    The first status comment notifies the requester by itself. Reviewers are asked when their
    label begins to be missing, not again with every edit.
    """
    text = ""
    came_from = case.row.state
    match outcome.state:
        case State.AWAITING_APPROVAL:
            text = _to_reviewers(outcome, view, shown, past)
        case State.NEEDS_CORRECTION if came_from not in {*_FRESH, State.NEEDS_CORRECTION}:
            text = say.needs_correction(view)
        case State.BLOCKED if came_from not in {*_FRESH, State.BLOCKED}:
            text = say.blocked(view)
        case State.WAITING if shown.offers_build and not (past.last and past.last.offers_build):
            text = please_start(view)
        case State.VETOED if came_from is not State.VETOED:
            text = say.vetoed(view)
    return Debt(text) if text else None


def _to_reviewers(outcome: Outcome, view: StatusView, shown: Shown, past: History) -> str:
    last = past.last
    voided = list(_voided(outcome, last)) if last else []
    told = {mark for mark, _ in voided}
    newly = set(shown.asked) - set(last.asked if last else ()) - told
    parts = [say.approvals_voided([one for _, one in voided])] if voided else []
    if newly:
        asked = tuple(need for need in view.approvals if need.mark in newly)
        parts.append(say.please_approve(replace(view, approvals=asked)))
    return "\n".join(parts)


def _voided(outcome: Outcome, last: Shown) -> Iterator[tuple[str, VoidedApproval]]:
    """Approvals that counted when the comment was written last, and do not any more, by mark."""
    for finding in outcome.decision.approvals if outcome.decision else ():
        rule = finding.rule
        now = {person.login for person in finding.given_by}
        ceased = [one for one in last.given.get(rule.mark, ()) if one not in now]
        for login in ceased:
            said = [one for one in finding.ineffective if one.person and one.person.login == login]
            if said:
                name = rule.name if rule.explicit else ""
                why = said[-1].sentence
                yield rule.mark, VoidedApproval(said[-1].person, rule.label, why, name)

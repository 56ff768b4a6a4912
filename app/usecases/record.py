"""What goes on record of a request's decisions: each change once, however often it is looked at.

Entries are written in the transaction that changes what they tell of.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from app.domain.approvals import ApprovalFinding
from app.domain.evaluate import Decision
from app.domain.state import State
from app.domain.verdict import Status, Verdict
from app.store import audit, case_facts
from app.store.audit import SLIPWAY, Action, Entry
from app.store.database import Transaction
from app.store.requests import RequestRow
from app.usecases import vetoes
from app.usecases.case import Case
from app.usecases.decide import Outcome

_APPROVALS = {Action.APPROVAL_COUNTS, Action.APPROVAL_VOID}
# Of all others the last one tells where a request stands, and the same again is no news.
_ACTS = {
    *(Action.COMMAND_REFUSED, Action.GLASS_BROKEN, Action.TEMPLATES_RENEWED),
    *(Action.BUILD_STARTED, Action.REMINDED),
}
_STANDINGS = set(Action) - _APPROVALS - _ACTS
_BY_STATE = {
    State.NO_REQUEST: Action.NO_REQUEST,
    State.NEEDS_CORRECTION: Action.NEEDS_CORRECTION,
    State.AWAITING_APPROVAL: Action.AWAITING_APPROVAL,
    State.WAITING: Action.ON_HOLD,
    State.VETOED: Action.VETOED,
    State.BLOCKED: Action.BLOCKED,
    State.BUILDING: Action.APPROVED,
    State.CLOSED: Action.CLOSED,
}

_Given = tuple[str, str]
"""An approval that counts: the rule's mark, and the login of who gave it."""


def act(
    tx: Transaction,
    row: RequestRow,
    at: datetime,
    action: Action,
    reason: str,
    *,
    actor: str = SLIPWAY,
    digest: str = "",
    data: Mapping[str, Any] | None = None,
) -> None:
    """Record what somebody did to a request, unless it stands there as just that already."""
    entry = Entry(row.organisation, row.id, at, actor, action, reason, digest, data or {})
    if action in _STANDINGS and _stands(tx, entry):
        return
    audit.add(tx, entry)


def decision(tx: Transaction, case: Case, outcome: Outcome) -> None:
    """Record what a look decided, on what, and which approvals began or ceased to count."""
    now, digest = case.bench.clock(), _digest(outcome)
    if outcome.rests_on:
        case_facts.keep(tx, case.row, outcome.rests_on, now)
    if outcome.decision:
        vetoes.keep(tx, case, outcome.decision.veto)
        for action, login, reason, mark in _changed_approvals(tx, case.row, outcome):
            told = {"label": mark}
            act(tx, case.row, now, action, reason, actor=login, digest=digest, data=told)
    if outcome.state in _BY_STATE:
        actor = SLIPWAY
        if outcome.decision and outcome.decision.vetoed_by:
            actor = outcome.decision.vetoed_by.login
        data = {"templates": dict(outcome.proposal.template_trees)} if outcome.proposal else {}
        action = Action.EXPIRED if outcome.expired else _BY_STATE[outcome.state]
        reason = " ".join(_reasons(outcome))
        act(tx, case.row, now, action, reason, actor=actor, digest=digest, data=data)


def _stands(tx: Transaction, entry: Entry) -> bool:
    assert entry.request_id is not None
    last = audit.last_of(tx, entry.organisation, entry.request_id, _STANDINGS)
    told = (entry.action, entry.actor, entry.reason, entry.digest)
    return last is not None and (last.action, last.actor, last.reason, last.digest) == told


def _digest(outcome: Outcome) -> str:
    return outcome.proposal.digest if outcome.proposal else ""


def _reasons(outcome: Outcome) -> Iterator[str]:
    """Why the request stands where it does, a sentence each."""
    decision = outcome.decision
    match outcome.state:
        case State.NO_REQUEST:
            yield "It was not filed with the form."
        case State.CLOSED:
            yield outcome.expired or "Its issue was closed before anything was built."
        case State.BLOCKED:
            yield from outcome.blockers
        case State.NEEDS_CORRECTION if outcome.problems:
            for problem in outcome.problems:
                yield f"{problem.field}: {problem.sentence}" if problem.field else problem.sentence
        case State.AWAITING_APPROVAL | State.BUILDING if decision:
            wanted = Status.SATISFIED if decision.is_approved else Status.PENDING
            yield from _approval_rules(decision, wanted) or (decision.verdict.sentence,)
        case State.WAITING if decision:
            yield from _pending(decision.verdict)
        case _ if decision:
            yield from (one.sentence for one in decision.verdict.children if _refuses(one))


def _approval_rules(decision: Decision, status: Status) -> tuple[str, ...]:
    rules = (one.verdict for one in decision.approvals)
    return tuple(f"{one.rule}: {one.sentence}" for one in rules if one.status is status)


def _pending(verdict: Verdict) -> Iterator[str]:
    """What a request on hold waits for."""
    for node in verdict.walk():
        if node.status is Status.PENDING and not node.children:
            yield f"{node.rule}: {node.sentence}"


def _refuses(verdict: Verdict) -> bool:
    return verdict.status is Status.REFUSED


def _changed_approvals(
    tx: Transaction, row: RequestRow, outcome: Outcome
) -> Iterator[tuple[Action, str, str, str]]:
    """Each as (action, login, reason, mark)."""
    assert outcome.decision is not None
    findings = outcome.decision.approvals
    counted = _counted(audit.of_actions(tx, row.organisation, row.id, _APPROVALS))
    counts = {(one.rule.mark, who.login): one for one in findings for who in one.given_by}
    void = {
        (finding.rule.mark, one.person.login): one.sentence
        for finding in findings
        for one in finding.ineffective
        if one.person
    }
    for mark, login in sorted(counted - counts.keys()):
        reason = void.get((mark, login), f"What gave it does not stand any more: {mark}.")
        yield Action.APPROVAL_VOID, login, reason, mark
    for mark, login in sorted(counts.keys() - counted):
        yield Action.APPROVAL_COUNTS, login, _how_given(counts[mark, login], login), mark


def _how_given(finding: ApprovalFinding, login: str) -> str:
    rule, absent = finding.rule, finding.standing_for.get(login)
    what = "Approved by a comment" if rule.explicit else f"Set the label {rule.label}"
    whose = f", standing in for {absent}" if absent else ""
    return f"{what}, for the rule {rule.name}{whose}."


def _counted(entries: Iterable[Entry]) -> set[_Given]:
    """The approvals that count by what is on record."""
    counted: set[_Given] = set()
    for entry in entries:
        given = (entry.data["label"], entry.actor)
        if entry.action == Action.APPROVAL_COUNTS:
            counted.add(given)
        else:
            counted.discard(given)
    return counted

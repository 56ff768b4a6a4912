"""Looks at one request: reads what is so on GitHub, decides, and makes the issue show it."""

from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from app.domain.answers import Answers
from app.domain.evaluate import next_change
from app.domain.form import read_answers
from app.domain.state import State
from app.github.errors import IssueGone
from app.store import pairs, requests
from app.store.audit import Action
from app.store.database import Transaction
from app.store.requests import RequestRow
from app.usecases import begin, commands, converge, labels, patience, record, room, spoken
from app.usecases.build import load_build
from app.usecases.case import Case, read_case
from app.usecases.decide import Outcome, decide
from app.usecases.displays import history
from app.usecases.workbench import Workbench

SLOW_LOOK = timedelta(hours=1)
"""An open request is looked at this often even if no webhook ever comes."""

_log = structlog.get_logger(__name__)


def look(bench: Workbench, row: RequestRow) -> None:
    """Bring a request to where GitHub's state says it is. Safe to repeat at any point."""
    try:
        case = read_case(bench, _going_on(row))
    except IssueGone:
        _issue_is_gone(bench, row)
        return
    if _is_request(case):
        _reconcile(commands.obey(case))
    else:
        # Without a form nobody can tell; the commit that mends it brings us back.
        can_tell = case.issue.ours or case.in_force.law is not None
        _decided(case, Outcome(State.NO_REQUEST if can_tell else State.NEW))


def _going_on(row: RequestRow) -> RequestRow:
    """Without what earlier looks failed at; what a build failed at stays until it is retried."""
    return row if row.state is State.FAILED else replace(row, failure=None)


def _reconcile(case: Case) -> None:
    with case.bench.database.transaction() as tx:
        has_pair = pairs.of_request(tx, case.row.id) is not None
    if has_pair:
        converge.show_build(case, load_build(case.bench, case.row))
        with case.bench.database.transaction() as tx:
            _seen(tx, case.bench, case.row, case.row.state)
    elif case.row.state is State.CANCELLED:
        _show(case, _undecided(case, State.CANCELLED))
    elif not case.issue.is_open or patience.is_closing(case):
        _show(case, patience.as_closed(case, _undecided(case, State.CLOSED)))
    else:
        _decide(case)


def _decide(case: Case) -> None:
    outcome = decide(case, history(case), afresh=False)
    case = spoken.answer(case, outcome)
    if outcome.state is State.BUILDING:
        # A build shows itself, once its first step has decided all of this once more; a request
        # that came too late for its names is looked at again.
        begin.begin(case, outcome)
    else:
        _show(case, patience.closing(case, outcome))


def _show(case: Case, outcome: Outcome) -> None:
    converge.show_decision(case, outcome)
    _decided(case, outcome)


def _decided(case: Case, outcome: Outcome) -> None:
    again = _next_change(case, outcome)
    with case.bench.database.transaction() as tx:
        _seen(tx, case.bench, case.row, outcome.state, again)
        record.decision(tx, case, outcome)


def _next_change(case: Case, outcome: Outcome) -> datetime | None:
    """When the clock alone may change what was decided, or has something to do about it."""
    if case.in_force.law is None:
        return None
    moments = (
        next_change(case.in_force.law.policy, case.bench.clock()),
        patience.next_moment(case, outcome),
    )
    return min(filter(None, moments), default=None)


def _seen(
    tx: Transaction,
    bench: Workbench,
    row: RequestRow,
    state: State,
    changes_at: datetime | None = None,
) -> None:
    """All that had been said when we began is looked at; what came later makes it due again.

    `changes_at`: when the clock alone makes another look due.
    """
    now = bench.clock()
    again = None if state.is_settled else min(now + SLOW_LOOK, changes_at or now + SLOW_LOOK)
    going_on = {} if state is State.FAILED else {"failure": None}
    # A build counts its own failures: comments made meanwhile must not make it try for ever.
    afresh = {} if state.is_building else {"failures": 0, "wait_until": None}
    requests.save(tx, row, now, state=state, seen=row.wanted, look_at=again, **afresh, **going_on)
    tx.after_commit(lambda: _log.info("looked at", state=state))


def _is_request(case: Case) -> bool:
    """Known as one, or filed by somebody with the form, which sets the label for whoever does."""
    if case.row.state not in {State.NEW, State.NO_REQUEST}:
        return True
    if case.issue.ours:
        return False
    if case.in_force.law is None:
        return False
    label = case.law.form.request_label
    if any(one.name.casefold() == label.casefold() for one in case.issue.labels):
        return True
    if labels.could_be_set(case, label) or not _answers(case):
        return False
    labels.mark_as_request(case, label)
    return True


def _undecided(case: Case, state: State) -> Outcome:
    if case.in_force.law is None:
        return Outcome(state)
    return Outcome(state, _answers(case))


def _answers(case: Case) -> Answers:
    return read_answers(case.law.form, case.issue.body).answers


def _issue_is_gone(bench: Workbench, row: RequestRow) -> None:
    """Deleted, or moved to another repository: what has a pair keeps it, the rest is over."""
    has_pair = row.state.is_building or row.state in {State.LIVE, State.CANCELLED}
    with bench.database.transaction() as tx:
        if not has_pair:
            room.prepare(tx, row)
        _seen(tx, bench, row, row.state if has_pair else State.CLOSED)
        if not has_pair:
            room.make(tx, bench, row)
            gone = "Its issue was deleted, or moved to another repository."
            record.act(tx, row, bench.clock(), Action.CLOSED, gone)

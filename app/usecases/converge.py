"""Makes the issue show where its request stands: one comment, one state label, few notices."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.domain.issue import Comment
from app.domain.replies.status import MARKER, status_comment
from app.domain.state import State
from app.github.issues import PostedComment, create_comment, update_comment
from app.store import observations, requests
from app.store.database import Transaction
from app.store.observations import Kind
from app.usecases import displays, labels, notices, patience, room
from app.usecases.build import Build
from app.usecases.case import Case
from app.usecases.debts import Debt, pay
from app.usecases.decide import Outcome
from app.usecases.displays import History, Shown
from app.usecases.markers import bears
from app.usecases.status import build_view, decision_view


def show_decision(case: Case, outcome: Outcome) -> None:
    """Make labels, status comment and notices say what was decided."""
    case = pay(case)
    label_ids = labels.ensure_policy_labels(case)
    tick = patience.tick(case, outcome)
    notes = _notes(case, outcome)
    past = displays.history(case)
    commit_id = _commit_id(case, outcome, past)
    view = replace(decision_view(case, outcome, notes, commit_id), closes_on=tick.closes_on)
    shown = replace(_shown(case, outcome, label_ids, past.last), commit_id=commit_id)
    text = f"{status_comment(view)}\n<!-- slipway:shown {shown.version} -->\n"
    posted = None
    if past.last != shown or not _is_up_to_date(case, text):
        posted = _write(case, text)
    notice = notices.after_decision(case, outcome, view, shown, past)
    told = None if notice else patience.notice(case, outcome, view, tick)
    with case.bench.database.transaction() as tx:
        patience.keep(tx, case, outcome, tick, is_told=told is not None)
        case = _kept(tx, case, outcome, shown, posted, notice or told)
    # Labels call people to a request, so what they come to read is there before.
    labels.show_state(case, outcome.state)
    labels.correct(case, outcome)
    pay(case)


def show_build(case: Case, build: Build) -> None:
    """Make status comment and label show a build, and post what is owed."""
    text = status_comment(build_view(build))
    if not _is_up_to_date(case, text):
        posted = _write(case, text)
        with case.bench.database.transaction() as tx:
            row = requests.save(tx, case.row, case.bench.clock(), comment_id=posted.id)
        case = replace(case, row=row)
    labels.show_state(case, case.row.state)
    pay(case)


def _kept(
    tx: Transaction,
    case: Case,
    outcome: Outcome,
    shown: Shown,
    posted: PostedComment | None,
    notice: Debt | None,
) -> Case:
    """What was shown since when, and the notice that this calls for, all or nothing.

    The state goes along: by it the next look tells that there is no more notice to give.
    """
    values: dict[str, Any] = {"state": outcome.state}
    if posted:
        values["comment_id"] = posted.id
    if notice:
        values["announcement"] = notice.to_json()
    if outcome.proposal:
        values["template_trees"] = dict(outcome.proposal.template_trees)
    if outcome.ground:
        values["surroundings"] = outcome.ground.to_json()
    ends = outcome.state.is_settled and not case.row.state.is_settled
    if ends:
        room.prepare(tx, case.row)
    if posted:
        displays.keep(tx, case.row, shown, posted.at)
    row = requests.save(tx, case.row, case.bench.clock(), **values)
    if ends:
        room.make(tx, case.bench, row)
    return replace(case, row=row)


def _shown(case: Case, outcome: Outcome, label_ids: dict[str, str], last: Shown | None) -> Shown:
    law = case.in_force.law
    asked, given = _asked_and_given(outcome, last)
    return Shown(
        digest=outcome.proposal.digest if outcome.proposal else "",
        answers=dict(outcome.answers),
        templates=dict(outcome.proposal.template_trees) if outcome.proposal else {},
        issue_edited_at=case.issue.last_edited_at,
        label_ids=label_ids,
        asked=asked,
        given=given,
        rules={rule.mark: rule.name for rule in law.policy.approvals} if law else {},
        offers_build=outcome.offers_build,
    )


def _commit_id(case: Case, outcome: Outcome, past: History) -> str:
    """A commit that has the templates: the one that was shown, however far the branch went on."""
    if outcome.proposal is None:
        return ""
    trees = outcome.proposal.template_trees
    is_now = all(case.control.templates.get(name) == tree for name, tree in trees.items())
    return past.commit_of(trees) or (case.control.commit_id if is_now else "")


def _asked_and_given(
    outcome: Outcome, last: Shown | None
) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """While nobody is asked, people know what they were told, and what they gave since."""
    findings = outcome.decision.approvals if outcome.decision else ()
    given = {one.rule.mark: tuple(who.login for who in one.given_by) for one in findings}
    if outcome.state is State.AWAITING_APPROVAL and outcome.decision:
        asked = tuple(one.rule.mark for one in findings if one.missing)
        return asked, {mark: logins for mark, logins in given.items() if logins}
    known = last.given if last else {}
    both = {mark: (*known.get(mark, ()), *given.get(mark, ())) for mark in {**known, **given}}
    done = {one.rule.mark for one in findings if one.given_by and not one.missing}
    return (
        tuple(mark for mark in (last.asked if last else ()) if mark not in done),
        {mark: tuple(dict.fromkeys(logins)) for mark, logins in both.items() if logins},
    )


def _notes(case: Case, outcome: Outcome) -> Sequence[str]:
    """What happened, from the first note to those of now, which are kept for good."""
    ineffective = outcome.decision.ineffective if outcome.decision else ()
    with case.bench.database.transaction() as tx:
        notes = [one.data["note"] for one in observations.of_kind(tx, case.row, Kind.NOTE)]
        for one in ineffective:
            if one.is_news and one.sentence not in notes:
                observations.add(tx, case.row, Kind.NOTE, one.at, {"note": one.sentence})
                notes.append(one.sentence)
    return notes


def _current(case: Case) -> Comment | None:
    """The status comment as it is now: by its id, else by its marker.

    The id may be that of one that somebody deleted, or the new one's may not be recorded yet.
    """
    comments = case.issue.comments
    known = (one for one in comments if one.id == case.row.comment_id)
    marked = (one for one in comments if bears(one, MARKER))
    return next(known, None) or next(marked, None)


def _is_up_to_date(case: Case, text: str) -> bool:
    current = _current(case)
    return current is not None and _normal(current.body) == _normal(text)


def _normal(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _write(case: Case, text: str) -> PostedComment:
    """Edit the status comment in place; one that somebody deleted is written anew."""
    where = (case.client, case.organisation, case.bench.control_repository)
    current = _current(case)
    if current is None:
        return create_comment(*where, case.issue.number, text)
    return update_comment(*where, current.id, text)

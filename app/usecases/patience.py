"""What is due by the clock of one request: reminders, escalation, expiry.

Since when it waits for what is among its observations. What is done by the clock is kept there
together with the comment that is owed, so that it is done once, whatever dies.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.domain.approvals import still_asked
from app.domain.policy import Policy, people_of, with_owners
from app.domain.replies import reminders as say
from app.domain.replies.reminders import Overdue
from app.domain.state import State
from app.domain.status import StatusView
from app.domain.waiting import Awaited, Due, Schedule, Wait, Whom, awaited, schedule
from app.github.issues import CloseReason
from app.store import observations
from app.store.audit import Action
from app.store.database import Transaction
from app.store.observations import Kind, Observation
from app.usecases import record
from app.usecases.case import Case
from app.usecases.debts import Debt
from app.usecases.decide import Outcome

_BEGAN = "began"


@dataclass(frozen=True, slots=True)
class Tick:
    """What one look finds by the clock.

    `begins`: it waits for something else than before. `expires`: it is closed with this look.
    """

    now: datetime
    awaited: Awaited
    wait: Wait
    schedule: Schedule
    due: frozenset[Due]
    closes_on: date | None
    begins: bool
    expires: bool

    @property
    def told(self) -> frozenset[Due]:
        """What people are told. What expired since this look decided is closed by the next one."""
        return self.due - {Due.EXPIRY}


def tick(case: Case, outcome: Outcome) -> Tick:
    """What the clock says of a request that was decided like this."""
    policy, now, events = _policy(case, outcome), case.bench.clock(), _events(case)
    found = _awaited(case, outcome, policy)
    key, wait = _last_wait(events)
    is_over = bool(outcome.expired)
    begins = key != found.key and not is_over
    wait = Wait(now) if begins or wait is None else wait
    planned = schedule(policy, found.whom, wait) if policy else Schedule()
    return Tick(
        now,
        found,
        wait,
        planned,
        planned.due(now),
        policy.working_days.day_of(planned.expiry) if policy and planned.expiry else None,
        begins,
        expires=is_over and not _expiry_of(events),
    )


def next_moment(case: Case, outcome: Outcome) -> datetime | None:
    """When the clock alone has something to do about it next."""
    found = tick(case, outcome)
    return found.now if Due.EXPIRY in found.due else found.schedule.next(found.now)


def closing(case: Case, outcome: Outcome) -> Outcome:
    """The same, or that it is closed, if nobody did in time what it waits for."""
    policy = _policy(case, outcome)
    if Due.EXPIRY not in tick(case, outcome).due or policy is None or policy.expiry is None:
        return outcome
    after = policy.expiry.after
    days = f"{after} working days" if after > 1 else "a working day"
    why = f"Nobody did within {days} what it waited for."
    return Outcome(State.CLOSED, outcome.answers, expired=why)


def as_closed(case: Case, outcome: Outcome) -> Outcome:
    """A closed request with the reason why the clock closed it, if that is what did."""
    return replace(outcome, expired=_expiry_of(_events(case)))


def is_closing(case: Case) -> bool:
    """Whether it was decided that the issue is closed, and that is still to be done."""
    debt = case.row.announcement
    return case.row.state is State.CLOSED and debt is not None and bool(debt["close"])


def notice(case: Case, outcome: Outcome, view: StatusView, found: Tick) -> Debt | None:
    """The comment that is due by the clock, if any."""
    if found.expires:
        text = say.expired(case.requester, outcome.expired)
        return Debt(text, CloseReason.NOT_PLANNED)
    policy = _policy(case, outcome)
    if policy is None or not found.told:
        return None
    since = policy.working_days.day_of(found.wait.since)
    overdue = Overdue(case.organisation, since, found.closes_on, view.approving)
    if found.awaited.whom is Whom.REQUESTER:
        vetoed = outcome.state is State.VETOED
        return Debt(say.to_requester(overdue, case.requester, vetoed=vetoed))
    return Debt("\n".join(_to_reviewers(case, outcome, policy, found.told, overdue)))


def keep(tx: Transaction, case: Case, outcome: Outcome, found: Tick, *, is_told: bool) -> None:
    """What this look found, in the transaction that owes its comment; `is_told`: it has one."""
    if found.expires:
        _add(tx, case, found.now, event=Due.EXPIRY, why=outcome.expired)
    if found.begins:
        _add(tx, case, found.now, event=_BEGAN, key=found.awaited.key)
    for due in sorted(found.told) if is_told else ():
        _add(tx, case, found.now, event=due)
        to = "those who can help" if due is Due.ESCALATION else f"the {found.awaited.whom}"
        record.act(tx, case.row, found.now, Action.REMINDED, f"By the clock: {due}, to {to}.")


def _to_reviewers(
    case: Case, outcome: Outcome, policy: Policy, due: frozenset[Due], overdue: Overdue
) -> Iterable[str]:
    findings = outcome.decision.approvals if outcome.decision else ()
    asked = still_asked(findings, case.issue, str(outcome.answers.get("owner", "")))
    if Due.ESCALATION in due and policy.escalation:
        missing = [one.rule.name for one in asked]
        yield say.to_helpers(overdue, *people_of(policy.escalation.to), missing)
    if Due.REMINDER in due:
        yield say.to_reviewers(overdue, asked)


def _policy(case: Case, outcome: Outcome) -> Policy | None:
    if case.in_force.law is None:
        return None
    policy, rests_on = case.in_force.law.policy, outcome.rests_on
    return with_owners(policy, outcome.answers, rests_on.facts.catalog) if rests_on else policy


def _awaited(case: Case, outcome: Outcome, policy: Policy | None) -> Awaited:
    findings = outcome.decision.approvals if outcome.decision else ()
    trees = dict(outcome.proposal.template_trees) if outcome.proposal else {}
    return awaited(outcome.state, case.issue, policy, findings, outcome.answers, trees)


def _events(case: Case) -> list[Observation]:
    with case.bench.database.transaction() as tx:
        return observations.of_kind(tx, case.row, Kind.CLOCK)


def _add(tx: Transaction, case: Case, at: datetime, **data: str) -> None:
    observations.add(tx, case.row, Kind.CLOCK, at, data)


def _last_wait(events: Sequence[Observation]) -> tuple[str, Wait | None]:
    """What it waited for when somebody looked last, and what was done about that.

    Expiry ends a wait: the same again, once it is reopened, is a new one.
    """
    starts = [place for place, one in enumerate(events) if one.data["event"] == _BEGAN]
    if not starts or _expiry_of(events):
        return "", None
    first, *later = events[starts[-1] :]
    done = tuple((Due(one.data["event"]), one.at) for one in later)
    return first.data["key"], Wait(first.at, done)


def _expiry_of(events: Sequence[Observation]) -> str:
    """Why the clock closed it, as long as nothing came of it since; else ""."""
    last = events[-1].data if events else {}
    return str(last["why"]) if last.get("event") == Due.EXPIRY else ""

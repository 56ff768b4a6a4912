"""How long a request has waited for the same people, and what is due by that."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from app.domain.answers import Answers
from app.domain.approvals import ApprovalFinding
from app.domain.issue import Issue
from app.domain.policy import Policy
from app.domain.state import State


class Whom(StrEnum):
    """Whose turn it is. Nobody is reminded of what goes on by itself or takes an admin."""

    REVIEWERS = "reviewers"
    REQUESTER = "requester"
    NOBODY = "nobody"


class Due(StrEnum):
    """What is done about a request by the clock alone."""

    REMINDER = "reminder"
    ESCALATION = "escalation"
    EXPIRY = "expiry"


@dataclass(frozen=True, slots=True)
class Awaited:
    """What a request waits for: `key` is the same text as long as it waits for the same."""

    whom: Whom
    key: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Since when it has waited for the same, and what was done about it by the clock since."""

    since: datetime
    done: tuple[tuple[Due, datetime], ...] = ()


def awaited(
    state: State,
    issue: Issue,
    policy: Policy | None,
    findings: Sequence[ApprovalFinding] = (),
    answers: Answers | None = None,
    templates: Any = None,
) -> Awaited:
    """What the request waits for in this state.

    For reviewers that is each approval that is missing, who may give it, and what they read for it;
    for the requester the text as it was last edited. Another `expiry` is part of it, so that a new
    one closes nothing that people were told would stay open.
    """
    expiry = policy.expiry.after if policy and policy.expiry else None
    missing = [one for one in findings if one.missing]
    if state is State.AWAITING_APPROVAL and missing:
        told: Any = [_asked(one, answers or {}) for one in missing]
        return Awaited(Whom.REVIEWERS, _key(state, expiry, told, templates))
    if state in {State.NEEDS_CORRECTION, State.VETOED}:
        edited = issue.last_edited_at.isoformat() if issue.last_edited_at else ""
        return Awaited(Whom.REQUESTER, _key(state, expiry, edited))
    return Awaited(Whom.NOBODY, _key(state))


def _asked(finding: ApprovalFinding, answers: Answers) -> list[Any]:
    rule = finding.rule
    read = sorted(rule.fields_read(answers))
    what = [[name, answers.get(name)] for name in read]
    return [rule.mark, sorted(rule.by.teams), sorted(rule.by.users), finding.missing, what]


def _key(*parts: Any) -> str:
    canonical = json.dumps(parts, sort_keys=True, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Schedule:
    """When what is to come is due; None for what does not come any more, or never."""

    reminder: datetime | None = None
    escalation: datetime | None = None
    expiry: datetime | None = None

    def due(self, now: datetime) -> frozenset[Due]:
        """What is due at `now`. What closes a request leaves nothing to remind of."""
        if self.expiry is not None and self.expiry <= now:
            return frozenset({Due.EXPIRY})
        moments = {Due.REMINDER: self.reminder, Due.ESCALATION: self.escalation}
        return frozenset(due for due, at in moments.items() if at is not None and at <= now)

    def next(self, now: datetime) -> datetime | None:
        """The first moment after `now` at which something becomes due."""
        moments = (self.reminder, self.escalation, self.expiry)
        return min((at for at in moments if at is not None and at > now), default=None)


def schedule(policy: Policy, whom: Whom, wait: Wait) -> Schedule:
    """What is to come of a wait under this policy."""
    if whom is Whom.NOBODY:
        return Schedule()
    after, done = policy.working_days.after, {due for due, _ in wait.done}
    escalation, expiry = policy.escalation, policy.expiry
    tells = escalation and whom is Whom.REVIEWERS and Due.ESCALATION not in done
    return Schedule(
        next(_reminders(policy, whom, wait), None),
        after(wait.since, escalation.after) if escalation and tells else None,
        after(wait.since, expiry.after) if expiry else None,
    )


def _reminders(policy: Policy, whom: Whom, wait: Wait) -> Iterator[datetime]:
    """The next one, counted from the last one that was sent: what was missed is not made up for."""
    rule = policy.reminders
    sent = [at for due, at in wait.done if due is Due.REMINDER]
    most = 1 if whom is Whom.REQUESTER else rule.most if rule else 0
    if rule is None or len(sent) >= most:
        return
    if sent:
        yield policy.working_days.after(sent[-1], rule.every)
    else:
        yield policy.working_days.after(wait.since, rule.after)

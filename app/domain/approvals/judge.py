"""Which labels approve a request under one rule: promises 1 and 2."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.domain.approvals.evidence import Evidence, Ineffective
from app.domain.approvals.people import (
    is_in,
    label_on,
    same_label,
    who_may,
    writers,
)
from app.domain.approvals.shown import AGAIN, display_objection
from app.domain.approvals.standing import acting_person, events_here, standing
from app.domain.issue import Label, LabelEvent, Person
from app.domain.policy import ApprovalRule
from app.domain.verdict import Status, Verdict

UNTRACEABLE = (
    "GitHub's edit history of this request lacks a revision, so that nobody can tell who wrote"
    " what: no approval can count. Close this request and file it again."
)


@dataclass(frozen=True, slots=True)
class ApprovalFinding:
    """What the labels say to one rule; `missing` persons have yet to approve."""

    rule: ApprovalRule
    verdict: Verdict
    given_by: tuple[Person, ...] = ()
    ineffective: tuple[Ineffective, ...] = ()
    missing: int = 0


def judge(
    rule: ApprovalRule, evidence: Evidence, counted: Mapping[int, str] = MappingProxyType({})
) -> ApprovalFinding:
    """Judge a rule that applies. The status is SATISFIED, PENDING, or FAILED without history.

    `counted` are the ids of people who may not fill this one as well, each with what they gave.
    """
    if not evidence.issue.edits_complete:
        verdict = Verdict(rule.name, Status.FAILED, UNTRACEABLE)
        return ApprovalFinding(rule, verdict, missing=rule.count)
    label = label_on(evidence.issue, rule.label)
    settings = standing(events_here(evidence.issue, label.id)) if label else ()
    if label and not settings:
        return _finding(rule, (), (_came_along(label, evidence),))
    given: list[Person] = []
    ineffective: list[Ineffective] = []
    for event in settings:
        reason = _objection(rule, evidence, event) or _filled_another(event, counted)
        if reason is None and event.actor:
            given.append(event.actor)
        else:
            ineffective.append(_ineffective(event, reason or ""))
    return _finding(rule, tuple(given), tuple(ineffective))


def _objection(rule: ApprovalRule, evidence: Evidence, event: LabelEvent) -> str | None:
    """Why this setting of the label does not count; None if it does."""
    person, may = acting_person(event), who_may((rule.by,))
    if event.actor is None:
        return f"the account that set it no longer exists; ask {may}"
    if person is None:
        return f"it was set by a bot or an App, not by a person; ask {may}"
    if not _is_bound(rule.label, event, evidence):
        return (
            f"the label was not yet known as {rule.label} when it was set (new, renamed or"
            f" created again); {AGAIN}"
        )
    if person.id in writers(evidence.issue):
        return f"{person.login} wrote a part of the request; ask another one of {may}"
    if not is_in(rule.by, person, evidence.members):
        return f"{person.login} is not in the role {rule.by.name} ({may}); ask somebody who is"
    owner = str(evidence.answers.get("owner", "")).lower()
    if not rule.own_team and evidence.members.get((owner, person.login), False):
        return f"{person.login} is in the team {owner}, which asks for it; ask somebody else"
    return display_objection(rule, evidence, event.at)


def _filled_another(event: LabelEvent, counted: Mapping[int, str]) -> str | None:
    if event.actor is None or event.actor.id not in counted:
        return None
    gave = counted[event.actor.id]
    return f"{event.actor.login} gave “{gave}” already; ask another person for this one"


def _is_bound(name: str, event: LabelEvent, evidence: Evidence) -> bool:
    """Whether the label was the one called `name` before the event, and has been since."""
    named = [seen for seen in evidence.bindings if same_label(seen.name, name)]
    own = [seen.since for seen in named if seen.label_id == event.label.id]
    others = [seen.since for seen in named if seen.label_id != event.label.id]
    return any(since < event.at and all(other < since for other in others) for since in own)


def _ineffective(event: LabelEvent, reason: str) -> Ineffective:
    whose = f"{event.actor.login}'s" if event.actor else "The"
    sentence = f"{whose} label of {event.at:%Y-%m-%d %H:%M} UTC does not count: {reason}."
    return Ineffective(event.actor, event.at, sentence)


def _came_along(label: Label, evidence: Evidence) -> Ineffective:
    issue = evidence.issue
    why = "GitHub does not tell who set it"
    if issue.moved_in_at is not None:
        why = "nobody set it in this repository (it came with the issue from elsewhere)"
    sentence = f"The label {label.name} does not count: {why}. Take it off and set it again."
    return Ineffective(None, issue.moved_in_at or issue.created_at, sentence)


def _finding(
    rule: ApprovalRule, given: tuple[Person, ...], ineffective: tuple[Ineffective, ...]
) -> ApprovalFinding:
    missing = max(rule.count - len(given), 0)
    names = " and ".join(person.login for person in given)
    if not missing:
        verdict = Verdict(rule.name, Status.SATISFIED, f"Approved by {names}.")
    else:
        ask = f"the label {rule.label} from {who_may((rule.by,))}"
        so_far = f"Approved by {names}; {missing} of {rule.count} still missing: " if given else ""
        many = f" ({rule.count} persons)" if rule.count > 1 and not given else ""
        verdict = Verdict(rule.name, Status.PENDING, f"{so_far or 'It takes '}{ask}{many}.")
    return ApprovalFinding(rule, verdict, given, ineffective, missing)

"""Whether somebody who may has stopped a request, and nobody who may has let it go again."""

from dataclasses import dataclass

from app.domain.approvals.evidence import Evidence, Ineffective
from app.domain.approvals.people import is_in, label_on, veto_events, who_may
from app.domain.approvals.standing import acting_person
from app.domain.issue import LabelEvent, Person
from app.domain.policy import Veto
from app.domain.verdict import Status, Verdict


@dataclass(frozen=True, slots=True)
class VetoFinding:
    """What the veto's label says; `put_back`: it stands, but its label is not on the issue.

    `heard` are all events that set or lifted it and count, to be remembered.
    """

    verdict: Verdict
    vetoed_by: Person | None = None
    put_back: bool = False
    ineffective: tuple[Ineffective, ...] = ()
    heard: tuple[LabelEvent, ...] = ()


def judge_veto(veto: Veto | None, evidence: Evidence) -> VetoFinding:
    """REFUSED while a veto stands, SATISFIED while none does, SKIPPED without a rule for it."""
    if veto is None:
        return VetoFinding(Verdict("veto", Status.SKIPPED, "The policy has no veto."))
    stands: LabelEvent | None = None
    ignored: tuple[LabelEvent, ...] = ()
    heard: tuple[LabelEvent, ...] = ()
    for event in veto_events(evidence.issue, veto.label, evidence.bindings):
        if not _may(veto, event, evidence):
            ignored = (*ignored, event)
        else:
            stands, ignored = (event if event.added else None), ()
            heard = (*heard, event)
    said = tuple(
        _ignored(veto, event, stands) for event in ignored if event.added is (stands is None)
    )
    if stands is None:
        return VetoFinding(
            Verdict("veto", Status.SATISFIED, "Nobody vetoed it."), None, False, said, heard
        )
    login = stands.actor.login if stands.actor else ""
    sentence = f"{login} vetoed it on {stands.at:%Y-%m-%d at %H:%M} UTC; {_lift(veto)}."
    verdict = Verdict("veto", Status.REFUSED, sentence)
    put_back = label_on(evidence.issue, veto.label) is None
    return VetoFinding(verdict, stands.actor, put_back, said, heard)


def _may(veto: Veto, event: LabelEvent, evidence: Evidence) -> bool:
    """In a role now, or when it was seen: a veto does not end with its author's membership."""
    if event.id in evidence.heard:
        return True
    person = acting_person(event)
    return person is not None and any(
        is_in(role, person.login, evidence.members) for role in veto.by
    )


def _lift(veto: Veto) -> str:
    return f"only {who_may(veto.by)} can lift it, by taking the label {veto.label} off"


def _ignored(veto: Veto, event: LabelEvent, stands: LabelEvent | None) -> Ineffective:
    who = event.actor.login if event.actor else "an account that no longer exists"
    if stands is None:
        say = f"is no veto: only {who_may(veto.by)} may veto; take it off, or ask one of them"
        sentence = f"{who}'s label {veto.label} of {event.at:%Y-%m-%d %H:%M} UTC {say}."
    else:
        sentence = f"{who} took the label {veto.label} off, but the veto stands; {_lift(veto)}."
    return Ineffective(event.actor, event.at, sentence)

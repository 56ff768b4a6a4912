"""Whether somebody who may has broken the glass, over just what the request says now."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.approvals.acts import Act
from app.domain.approvals.comments import breaking, spoken_objection
from app.domain.approvals.evidence import Evidence, Ineffective
from app.domain.approvals.hearing import person_objection
from app.domain.approvals.people import is_in, who_may
from app.domain.approvals.shown import display_objection
from app.domain.hidden import without_hidden
from app.domain.issue import Person
from app.domain.policy import BreakGlass

_AGAIN = "read the request as it is now, and give the command again if it still must be"


@dataclass(frozen=True, slots=True)
class GlassFinding:
    """Who lets a request pass, why in their own words, and by which comment (GitHub's id)."""

    person: Person
    reason: str
    comment_id: int


def judge_glass(
    rule: BreakGlass | None, evidence: Evidence
) -> tuple[GlassFinding | None, tuple[Ineffective, ...]]:
    """The first comment that lets the request pass, and why the others do not."""
    held: GlassFinding | None = None
    ineffective: list[Ineffective] = []
    for comment, author, order in breaking(evidence.issue):
        spoken = spoken_objection(evidence, comment, author)
        act = Act(author, comment.at, not comment.via_app, spoken, comment_id=comment.id)
        reason = _objection(rule, evidence, act, order.reason)
        if reason is None:
            held = held or GlassFinding(author, order.reason, comment.id)
            continue
        say = (
            f"{author.login} did not break the glass on {comment.at:%Y-%m-%d %H:%M} UTC: {reason}."
        )
        is_news = rule is not None and any(_is_in_role(rule, evidence, author))
        ineffective.append(Ineffective(author, comment.at, say, comment.id, is_news))
    return held, tuple(ineffective)


def _objection(
    rule: BreakGlass | None, evidence: Evidence, act: Act, given_reason: str
) -> str | None:
    assert act.actor is not None
    if rule is None:
        return "the policy has no `break_glass`"
    if not evidence.issue.edits_complete:
        return "nobody can tell who wrote what in this request; file it again"
    may = who_may(rule.by)
    if reason := person_objection(act, evidence, may):
        return reason
    if not any(_is_in_role(rule, evidence, act.actor)):
        return f"{act.actor.login} may not; ask {may}"
    if not without_hidden(given_reason).strip():
        return "it takes a reason: write it behind the command"
    return display_objection(frozenset, evidence, act.at, _AGAIN)


def _is_in_role(rule: BreakGlass, evidence: Evidence, person: Person) -> Iterable[bool]:
    return (is_in(role, person.login, evidence.members) for role in rule.by)

"""Whether somebody who may has started the build of just what the request says now."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.approvals.acts import Act
from app.domain.approvals.comments import building, spoken_objection
from app.domain.approvals.evidence import Evidence, Ineffective
from app.domain.approvals.hearing import account_objection
from app.domain.approvals.people import is_in, who_may
from app.domain.approvals.shown import display_objection
from app.domain.issue import Person
from app.domain.policy import Shadow

_AGAIN = "read the request as it is now, and give the command again once the build is on offer"


@dataclass(frozen=True, slots=True)
class StartFinding:
    """Who started the build, and by which comment (GitHub's id)."""

    person: Person
    comment_id: int


def judge_start(
    rule: Shadow | None, evidence: Evidence
) -> tuple[StartFinding | None, tuple[Ineffective, ...]]:
    """The first comment that starts the build, and why the others do not."""
    held: StartFinding | None = None
    ineffective: list[Ineffective] = []
    for comment, author in building(evidence.issue):
        spoken = spoken_objection(evidence, comment, author)
        act = Act(author, comment.at, not comment.via_app, spoken, comment_id=comment.id)
        reason = _objection(rule, evidence, act)
        if reason is None:
            held = held or StartFinding(author, comment.id)
            continue
        when = f"{comment.at:%Y-%m-%d %H:%M} UTC"
        say = f"{author.login} did not start the build on {when}: {reason}."
        is_news = rule is not None and any(_is_in_role(rule, evidence, author))
        ineffective.append(Ineffective(author, comment.at, say, comment.id, is_news))
    return held, tuple(ineffective)


def _objection(rule: Shadow | None, evidence: Evidence, act: Act) -> str | None:
    assert act.actor is not None
    if rule is None:
        return "the policy has no `shadow`, so that what is approved is built by itself"
    if not evidence.issue.edits_complete:
        return "nobody can tell who wrote what in this request; file it again"
    may = who_may(rule.build_by)
    if reason := account_objection(act, evidence, may):
        return reason
    if not any(_is_in_role(rule, evidence, act.actor)):
        return f"{act.actor.login} may not; ask {may}"
    return display_objection(frozenset, evidence, act.at, _AGAIN) or _not_on_offer(evidence, act)


def _not_on_offer(evidence: Evidence, act: Act) -> str | None:
    """What ceased to be on offer has to be started anew: who gave the command did not see why.

    What happened within one second has no order, and what has none does not count.
    """
    shown = sorted(evidence.displays, key=lambda display: display.at)
    before = [one for one in shown if one.at < act.at]
    if not before or not before[-1].offers_build:
        return f"the status comment did not offer the build at that time; {_AGAIN}"
    if not all(one.offers_build for one in shown if one.at >= act.at):
        return f"the build was not on offer any more after it; {_AGAIN}"
    return None


def _is_in_role(rule: Shadow, evidence: Evidence, person: Person) -> Iterable[bool]:
    return (is_in(role, person.login, evidence.members) for role in rule.build_by)

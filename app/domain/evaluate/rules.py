"""What the policy refuses, bounds and holds back."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from app.domain.cel import Outcome
from app.domain.counts import counted
from app.domain.facts import Facts, FactValue
from app.domain.policy import Freeze, Limits, Refusal
from app.domain.verdict import Status, Verdict


def refusal(rule: Refusal, facts: Mapping[str, FactValue]) -> Verdict:
    """REFUSED where it holds, FAILED where nobody can tell."""
    match rule.when.evaluate(facts):
        case Outcome.TRUE:
            return Verdict(rule.name, Status.REFUSED, rule.say.say(facts))
        case Outcome.FALSE:
            say = f"Does not apply, for this is not so: {rule.when.because(facts)}."
            return Verdict(rule.name, Status.SATISFIED, say)
        case Outcome.FAILED:
            source = rule.when.because(facts)
            say = (
                f"Cannot be told from: {source}. Fill in the fields that this reads, or ask an"
                " admin to mend the policy."
            )
            return Verdict(rule.name, Status.FAILED, say)


def limits(rules: Limits, facts: Facts, owner: str) -> Iterator[Verdict]:
    """A node for each bound: what a team has for good is REFUSED, what passes is PENDING."""
    if rules.services_per_team is not None:
        most, has = rules.services_per_team, facts.team.services
        what = f"Team {owner} has {has} of at most {counted(most, 'service')}"
        say = f"{what}; retire one, name another owner, or ask an admin for more."
        yield _bound("services of the team", has < most, Status.REFUSED, say, what)
    if rules.open_requests_per_team is not None:
        most, has = rules.open_requests_per_team, facts.team.open_requests
        others = counted(has, "other open request")
        what = f"Team {owner} has {others}, and at most {most} at once"
        say = f"{what}; this one goes on as soon as one of them ends."
        yield _bound("open requests of the team", has < most, Status.PENDING, say, what)
    if rules.requests_per_person_and_day is not None:
        most, has = rules.requests_per_person_and_day, facts.requests_today
        filed = counted(has, "request")
        what = f"{facts.requester.login} filed {filed} on this day (UTC) of at most {most}"
        say = f"{what}; this one goes on when the day is over."
        yield _bound("requests of one day", has <= most, Status.PENDING, say, what)


def freeze(rule: Freeze, now: datetime, facts: Mapping[str, FactValue]) -> Verdict:
    """PENDING while it lasts: approvals are taken, nothing is built."""
    if rule.until and now >= rule.until:
        return Verdict(rule.name, Status.SKIPPED, f"It ended on {_day(rule.until)}.")
    if rule.since and now < rule.since:
        return Verdict(rule.name, Status.SKIPPED, f"It begins on {_day(rule.since)}.")
    outcome = rule.when.evaluate(facts) if rule.when else Outcome.TRUE
    about = rule.when.because(facts) if rule.when else ""
    match outcome:
        case Outcome.FALSE:
            return Verdict(rule.name, Status.SKIPPED, f"Not so here: {about}.")
        case Outcome.FAILED:
            return Verdict(rule.name, Status.FAILED, f"Cannot be told from: {about}.")
        case Outcome.TRUE:
            until = f" until {_day(rule.until)}" if rule.until else ""
            say = " ".join(filter(None, (f"Nothing is built{until}.", rule.say)))
            return Verdict(rule.name, Status.PENDING, say)


def _bound(rule: str, holds: bool, otherwise: Status, say: str, well: str) -> Verdict:
    return Verdict(rule, Status.SATISFIED, f"{well}.") if holds else Verdict(rule, otherwise, say)


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} {moment.tzname() or ''}".strip()

"""What is said by the clock: reminders, a word to whoever can help, and the end of waiting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.approvals import StillAsked
from app.domain.issue import Person
from app.domain.replies.days import day
from app.domain.replies.layout import paragraphs
from app.domain.replies.people import both, either, mention, mention_person, mention_team
from app.domain.text import code, inline

_MOST = 8


@dataclass(frozen=True, slots=True)
class Overdue:
    """What reminders tell: since which day it waits, on which it is closed (None: never).

    `approving` is the line that an approval by comment takes.
    """

    organisation: str
    since: date
    closes_on: date | None
    approving: str


def to_reviewers(overdue: Overdue, asked: Sequence[StillAsked]) -> str:
    """To all who could still give what is missing."""
    first = f"⏰ **Waiting since {day(overdue.since)}.** These approvals are still missing:"
    shown = [_asked(overdue, one) for one in asked[:_MOST]]
    last = f"The status comment shows what you approve and why you are asked.{_end(overdue)}"
    return paragraphs(first, "\n".join(shown), last)


def to_helpers(
    overdue: Overdue, teams: Sequence[str], users: Sequence[str], rules: Sequence[str]
) -> str:
    """To those who are told when approvals stay away."""
    whom = [mention_team(overdue.organisation, team) for team in teams[:5]]
    called = either([*whom, *(mention(user) for user in users[:5])])
    missing = both([f"**{inline(rule, 80)}**" for rule in rules[:_MOST]])
    told = f"this request has waited since {day(overdue.since)} for {missing}."
    what = "Please see to it that somebody whom the status comment names reviews it."
    return paragraphs(f"📣 {called}, {told} {what}{_end(overdue)}")


def to_requester(overdue: Overdue, requester: Person | None, *, vetoed: bool) -> str:
    """To the requester, who is the only one who can move it on."""
    what = (
        "Talk to whoever vetoed it, or close it."
        if vetoed
        else "Do what the status comment says, or close the issue if it is not needed any more."
    )
    told = f"this request has waited for you since {day(overdue.since)}."
    return paragraphs(f"⏰ {mention_person(requester)}, {told} {what}{_end(overdue)}")


def expired(requester: Person | None, why: str) -> str:
    """To the requester: why it was closed, and how to go on."""
    first = f"💤 **Closed.** {inline(why, 300)} {mention_person(requester)}, nothing is lost."
    last = (
        "To go on, reopen this issue: what was approved stays approved, and the clock starts anew."
        " If GitHub does not let you, ask a reviewer to reopen it."
    )
    return paragraphs(first, last)


def _end(overdue: Overdue) -> str:
    if overdue.closes_on is None:
        return ""
    return f" It closes on {day(overdue.closes_on)} unless somebody acts."


def _asked(overdue: Overdue, one: StillAsked) -> str:
    rule = one.rule
    people = "" if one.missing == 1 else f" ({one.missing} people)"
    what = f"comment {code(overdue.approving)}" if rule.explicit else f"set {code(rule.label, 50)}"
    return f"- **{inline(rule.name, 80)}**: {what}{people}; asked: {_called(overdue, one)}"


def _called(overdue: Overdue, one: StillAsked) -> str:
    whom = [mention_team(overdue.organisation, team) for team in one.teams[:5]]
    whom += [mention(user) for user in one.users[:5]]
    whom += [f"{mention(login)} (standing in)" for login in one.stand_ins[:5]]
    return either(whom) or "nobody who could: an admin has to name somebody in the policy"

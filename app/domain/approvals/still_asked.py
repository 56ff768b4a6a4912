"""Who could still give what is missing: those whom it makes sense to remind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.approvals.judge import ApprovalFinding
from app.domain.approvals.people import writers
from app.domain.issue import Issue
from app.domain.policy import ApprovalRule


@dataclass(frozen=True, slots=True)
class StillAsked:
    """`missing` persons have yet to approve; `teams` are slugs, the others logins."""

    rule: ApprovalRule
    missing: int
    teams: tuple[str, ...]
    users: tuple[str, ...]
    stand_ins: tuple[str, ...]


def still_asked(
    findings: Sequence[ApprovalFinding], issue: Issue, owner: str
) -> tuple[StillAsked, ...]:
    """Each approval that is missing, without those who gave it or may not give it.

    A team is named as a whole, unless it is the `owner` and the rule leaves its members out.
    """
    wrote = {person.login.lower() for person in writers(issue)}
    return tuple(_asked(one, findings, wrote, owner) for one in findings if one.missing)


def _asked(
    finding: ApprovalFinding, findings: Sequence[ApprovalFinding], wrote: set[str], owner: str
) -> StillAsked:
    rule = finding.rule
    others = (one.people for one in findings if one is not finding and not rule.same_person)
    out = wrote.union(finding.people, *others)
    teams = (team for team in rule.by.teams if rule.own_team or team != owner.lower())
    users = tuple(_without(rule.by.users, out))
    stand_ins = _without(finding.delegates, {*out, *users})
    return StillAsked(rule, finding.missing, tuple(teams), users, tuple(stand_ins))


def _without(logins: Iterable[str], out: Iterable[str]) -> Iterable[str]:
    left_out = set(out)
    return (login for login in logins if login.lower() not in left_out)

"""Who counts for whom: somebody in the role, or a delegate for somebody who is absent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain.approvals.evidence import ORGANISATION, Evidence
from app.domain.approvals.people import is_in, writers
from app.domain.issue import Person
from app.domain.policy import ApprovalRule, Delegation, Policy, Role


@dataclass(frozen=True, slots=True)
class StandIn:
    """A delegation as far as one rule is concerned; `roles` are those that may give it."""

    delegation: Delegation
    roles: tuple[Role, ...]

    @property
    def absent(self) -> str:
        return self.delegation.absent

    @property
    def delegate(self) -> str:
        return self.delegation.delegate


def stand_ins(
    policy: Policy, rule: ApprovalRule, now: datetime | None = None
) -> tuple[StandIn, ...]:
    """Who may stand in for somebody in a role of this rule: at `now`, or ever without one."""
    found = []
    for one in policy.delegations:
        names = [name for name in rule.by.names if not one.roles or name in one.roles]
        roles = tuple(policy.roles[name] for name in names if name in policy.roles)
        if roles and (now is None or one.lasts_at(now)):
            found.append(StandIn(one, roles))
    return tuple(found)


def stand_in_objection(
    one: StandIn, person: Person, evidence: Evidence, at: datetime
) -> str | None:
    """Why somebody did not stand in for the absent one at `at`; None if so."""
    if not one.delegation.lasts_at(at):
        return f"{person.login} did not stand in for {one.absent} at that time"
    if one.absent in {who.login.lower() for who in writers(evidence.issue)}:
        return f"{one.absent}, for whom {person.login} stands in, wrote a part of the request"
    if not any(is_in(role, one.absent, evidence.members) for role in one.roles):
        names = " or ".join(role.name for role in one.roles)
        return f"{one.absent}, for whom {person.login} stands in, is not in the role {names}"
    if not evidence.members.get((ORGANISATION, person.login), False):
        return f"{person.login} is not in the organisation"
    return None


def each_for_one(options: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Who counts for whom, so that as many as can be do and nobody is counted for twice.

    `options` maps whoever approved to those for whom that can count.
    """
    taken: dict[str, str] = {}

    def finds_place(who: str, tried: set[str]) -> bool:
        for whom in options[who]:
            if whom in tried:
                continue
            tried.add(whom)
            if whom not in taken or finds_place(taken[whom], tried):
                taken[whom] = who
                return True
        return False

    for who in options:
        finds_place(who, set())
    return {who: whom for whom, who in taken.items()}

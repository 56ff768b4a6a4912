"""How many persons have yet to approve, and of which teams."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from app.domain.approvals.evidence import Memberships
from app.domain.approvals.people import is_in
from app.domain.policy import ApprovalRule, Role


@dataclass(frozen=True, slots=True)
class Shortage:
    """`missing` persons of `asked`; of each of its teams, where `asks_each`."""

    missing: int
    asked: Role
    asks_each: bool = False


def shortage(rule: ApprovalRule, counts_for: Mapping[str, str], members: Memberships) -> Shortage:
    """What a rule lacks. `counts_for` maps logins to those, in small letters, for whom they count.

    The owners of one service do not speak for another one's; whom the policy names beside them
    speaks for all.
    """
    missing = max(rule.count - len(counts_for), 0)
    if rule.any_owner or not rule.by.by_owning:
        return Shortage(missing, rule.by)
    whom = tuple(_whom(counts_for))
    named = _without(rule.by, frozenset(rule.by.by_owning))
    for_all = sum(is_in(named, login, members) for login in whom)
    others = tuple(login for login in whom if not is_in(named, login, members))
    lacking = {
        team: rule.count - for_all - sum(members.get((team, login), False) for login in others)
        for team in rule.by.by_owning
    }
    enough = frozenset(team for team, number in lacking.items() if number <= 0)
    asked = _without(rule.by, enough)
    missing = sum(max(number, 0) for number in lacking.values())
    return Shortage(missing, asked, rule.by.is_of_owners_alone)


def _whom(counts_for: Mapping[str, str]) -> Iterator[str]:
    """As memberships spell them."""
    for login, whom in counts_for.items():
        yield login if login.lower() == whom else whom


def _without(role: Role, teams: frozenset[str]) -> Role:
    def left(of: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(team for team in of if team not in teams)

    return replace(role, teams=left(role.teams), by_owning=left(role.by_owning))

"""Whether the teams and people whom a policy names are there, and enough of them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from app.domain.control import POLICY_PATH
from app.domain.counts import counted
from app.domain.mistakes import Mistake
from app.domain.policy import OWNER, ApprovalRule, Policy
from app.domain.review.subject import REPOSITORIES, Step, Subject

Members = Mapping[str, Collection[int] | None]
"""User ids by team; None for a team that does not exist, nothing for one too large to be listed."""


@dataclass(frozen=True, slots=True)
class Named:
    """A team's slug or a person's login where the policy names it; places count from 1."""

    name: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Need:
    """How many persons an approval takes, of which teams, and of how many that it names itself."""

    role: str
    count: int
    teams: tuple[str, ...]
    users: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class PeopleNamed:
    """All that GitHub has to be asked about before a policy's people are known to be there.

    A name stands here as often as in the policy.
    """

    teams: tuple[Named, ...] = ()
    users: tuple[Named, ...] = ()
    needs: tuple[Need, ...] = ()


def teams_named(policy: Policy) -> tuple[str, ...]:
    """Every team that a role, or the access to repositories, names."""
    of_roles = {team for role in policy.roles.values() for team in role.teams}
    return tuple(sorted(of_roles | policy.repositories.teams))


def people_named(subject: Subject) -> PeopleNamed:
    """The teams and people of a policy, each at its place."""
    roles = subject.policy.roles.items()
    return PeopleNamed(
        teams=(
            *(
                _named(subject, team, "roles", name, "teams")
                for name, role in roles
                for team in sorted(role.teams)
            ),
            *(
                _named(subject, team.lower(), *path, "access", team)
                for path in REPOSITORIES
                for team in subject.keys(*path, "access")
                if team.lower() != OWNER
            ),
        ),
        users=(
            *(
                _named(subject, user, "roles", name, "users")
                for name, role in roles
                for user in sorted(role.users)
            ),
            *_standing_in(subject),
        ),
        needs=tuple(_needs(subject)),
    )


def wrong_people(
    people: PeopleNamed, organisation: str, members: Members, unknown: Collection[str]
) -> Iterator[Mistake]:
    """A mistake wherever somebody is named who is not there, or too few to give an approval.

    `unknown` are the logins that nobody on GitHub has.
    """
    for team in people.teams:
        if members.get(team.name, ()) is None:
            say = f"There is no team `{team.name}` in {organisation}; create it, or correct its "
            yield Mistake(POLICY_PATH, team.line, team.column, say + "slug.")
    for user in people.users:
        if user.name in unknown:
            say = f"Nobody on GitHub is `{user.name}`."
            yield Mistake(POLICY_PATH, user.line, user.column, say)
    for need in people.needs:
        if any(members.get(team, ()) is None for team in need.teams):
            continue  # That a team is not there is told already.
        count = _persons(need.teams, need.users, members)
        if count is not None and count < need.count:
            takes = counted(need.count, "person")
            say = f"This takes {takes}, and the role {need.role} has {count}."
            yield Mistake(POLICY_PATH, need.line, need.column, say)


def persons(rule: ApprovalRule, members: Members) -> int | None:
    """How many could give an approval, at most; None where nobody can tell."""
    return None if rule.by.owners_of else _persons(rule.by.teams, len(rule.by.users), members)


def _persons(teams: Collection[str], users: int, members: Members) -> int | None:
    if any(team not in members for team in teams):
        return None
    return len({person for team in teams for person in members[team] or ()}) + users


def _named(subject: Subject, name: str, *path: Step) -> Named:
    mark = subject.node(*path).start_mark
    return Named(name, mark.line + 1, mark.column + 1)


def _standing_in(subject: Subject) -> Iterator[Named]:
    """Who stands in and for whom, where that is not over: such people may be gone by then."""
    for place, one in enumerate(subject.policy.delegations):
        if one.until > subject.now:
            yield _named(subject, one.absent, "delegations", place, "from")
            yield _named(subject, one.delegate, "delegations", place, "to")


def _needs(subject: Subject) -> Iterator[Need]:
    for place, rule in enumerate(subject.policy.approvals):
        if not rule.by.owners_of:
            mark = subject.node("approvals", place, "count").start_mark
            by = rule.by
            at = mark.line + 1, mark.column + 1
            yield Need(by.name, rule.count, by.teams, len(by.users), *at)

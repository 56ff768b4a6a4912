"""Whether the teams and people whom a policy names are there, and enough of them."""

from collections.abc import Collection, Iterator, Mapping

from app.domain.mistakes import Mistake
from app.domain.policy import OWNER, ApprovalRule, Policy
from app.domain.review.subject import Subject

Members = Mapping[str, Collection[int] | None]
"""User ids by team; None for a team that does not exist, nothing for one too large to be listed."""


def teams_named(policy: Policy) -> tuple[str, ...]:
    """Every team that a role, or the access to repositories, names."""
    of_roles = {team for role in policy.roles.values() for team in role.teams}
    return tuple(sorted(of_roles | (policy.repositories.access.keys() - {OWNER})))


def users_named(policy: Policy) -> tuple[str, ...]:
    """Every person whom a role names by login."""
    return tuple(sorted({user for role in policy.roles.values() for user in role.users}))


def unknown_people(
    subject: Subject, organisation: str, teams: Collection[str], users: Collection[str]
) -> Iterator[Mistake]:
    """A mistake wherever the policy names one of these, which are not there."""
    for name, role in subject.policy.roles.items():
        for team in sorted({*role.teams} & {*teams}):
            say = f"There is no team `{team}` in {organisation}; create it, or correct its slug."
            yield subject.remark(say, "roles", name, "teams")
        for user in sorted({*role.users} & {*users}):
            yield subject.remark(f"Nobody on GitHub is `{user}`.", "roles", name, "users")
    for team in sorted({*subject.policy.repositories.access} & {*teams}):
        say = f"There is no team `{team}` in {organisation}; create it, or correct its slug."
        yield subject.remark(say, "repositories", "access", team)


def too_few_members(subject: Subject, members: Members) -> Iterator[Mistake]:
    """A mistake at every approval that takes more persons than can give it."""
    for place, rule in enumerate(subject.policy.approvals):
        count = persons(rule, members)
        if count is not None and count < rule.count:
            say = f"This takes {rule.count} persons, and the role {rule.by.name} has {count}."
            yield subject.remark(say, "approvals", place, "count")


def persons(rule: ApprovalRule, members: Members) -> int | None:
    """How many could give an approval, at most; None where nobody can tell."""
    if rule.by.owners_of or any(team not in members for team in rule.by.teams):
        return None
    found = {person for team in rule.by.teams for person in members[team] or frozenset()}
    return len(found) + len(rule.by.users)

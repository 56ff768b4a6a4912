"""Teams and people whom a policy names and GitHub does not know."""

from collections.abc import Collection, Iterator

from app.domain.mistakes import Mistake
from app.domain.policy import OWNER, Policy
from app.domain.review.subject import Subject


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

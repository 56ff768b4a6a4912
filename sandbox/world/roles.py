"""Which role an account has in a repository, from all the ways it can get one."""

from sandbox.world.people import Account, Organisation, OrganisationRole, Role, Team
from sandbox.world.repositories import Repository


def role_in(repository: Repository, account: Account) -> Role:
    """The highest of: organisation role, base role, teams, direct grant, public reading."""
    owner = repository.owner
    roles = [Role.NONE if repository.private else Role.READ]
    match owner.role_of(account):
        case OrganisationRole.ADMIN:
            roles.append(Role.ADMIN)
        case OrganisationRole.MEMBER:
            roles.append(owner.base_role)
    roles.append(repository.collaborators.get(account.login.lower(), Role.NONE))
    roles.extend(team_role(repository, team) for team in teams_of(owner, account))
    return max(roles)


def team_role(repository: Repository, team: Team) -> Role:
    """What a team holds, its own grant or the higher one of a team above it."""
    return max(one.repositories.get(repository.id, Role.NONE) for one in team.lineage())


def teams_of(owner: Organisation, account: Account) -> list[Team]:
    return [team for team in owner.teams.values() if account.login.lower() in team.members]

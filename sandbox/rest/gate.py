"""Whether a caller may use a route: tokens, permissions, roles and archived repositories."""

from sandbox.errors import (
    ApiError,
    archived,
    not_for_integrations,
    not_found,
    unauthenticated,
)
from sandbox.rest.caller import (
    Anonymous,
    AppCaller,
    Caller,
    InstallationCaller,
    UserCaller,
    can_see,
)
from sandbox.rest.route import Route, Who
from sandbox.world.apps import InstallationToken
from sandbox.world.calls import Kind
from sandbox.world.people import Organisation, OrganisationRole, Role
from sandbox.world.repositories import Repository
from sandbox.world.roles import role_in


def check_caller(route: Route, caller: Caller) -> None:
    """The kind of credential that the route takes."""
    match route.who, caller:
        case (Who.ANYONE, _) | (Who.APP, AppCaller()) | (Who.INSTALLATION, InstallationCaller()):
            return
        case Who.APP, _:
            raise ApiError(401, "A JSON web token could not be decoded")
        case Who.INSTALLATION, _:
            raise ApiError(403, "You must authenticate with an installation access token.")
        case Who.TOKEN, AppCaller():
            # What GitHub answers to a JWT here is unconfirmed.
            raise not_for_integrations()
        case Who.TOKEN, Anonymous() if route.kind is not Kind.READ or "{repo}" not in route.path:
            raise unauthenticated()


def check_repository(route: Route, caller: Caller, repository: Repository) -> None:
    """404 for what the caller cannot see, 403 for what it may not do."""
    if not can_see(caller, repository):
        raise not_found()
    match caller:
        case InstallationCaller(token):
            _check_permissions(route, token, repository)
        case UserCaller(account):
            if role_in(repository, account) < route.role:
                raise _too_little(route.role)
        case Anonymous() if route.role > Role.READ:
            raise unauthenticated()
    if repository.archived and route.kind is not Kind.READ and not route.on_archived:
        raise archived()


def check_organisation(route: Route, caller: Caller, owner: Organisation) -> None:
    match caller:
        case InstallationCaller(token):
            if token.installation.account is not owner:
                raise not_found() if route.kind is Kind.READ else not_for_integrations()
            if not holds_one(token, route.needs):
                raise not_for_integrations(route.accepted)
        case UserCaller(account):
            held = owner.role_of(account)
            if route.member is OrganisationRole.MEMBER and held is OrganisationRole.NONE:
                raise not_found()
            if route.member is OrganisationRole.ADMIN and held is not OrganisationRole.ADMIN:
                raise ApiError(403, "Must have admin rights to Organization.")


def _check_permissions(route: Route, token: InstallationToken, repository: Repository) -> None:
    """Public repositories are read without any, but for what takes more than reading."""
    if route.kind is Kind.READ and route.role <= Role.READ and not repository.private:
        return
    if not token.covers(repository) or not holds_one(token, route.needs):
        raise not_for_integrations(route.accepted)


def holds_one(token: InstallationToken, needs: tuple[str, ...]) -> bool:
    """Whether one of the permissions is held; an empty list needs none."""
    pairs = [need.split(":") for need in needs]
    return not pairs or any(token.allows(name, level) for name, level in pairs)


def _too_little(role: Role) -> ApiError:
    if role is Role.ADMIN:
        return ApiError(403, "Must have admin rights to Repository.")
    return ApiError(403, f"Must have {role.team_permission} access to Repository.")

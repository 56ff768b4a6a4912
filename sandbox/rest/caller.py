"""Who calls: nobody, a seeded user, an installation, or the App itself with its JWT."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import jwt
from jwt.types import Options

from sandbox.errors import ApiError, bad_credentials
from sandbox.world.apps import App, InstallationToken
from sandbox.world.issues import Actor
from sandbox.world.people import Account, Role
from sandbox.world.repositories import Repository
from sandbox.world.roles import role_in
from sandbox.world.state import World

USER_TOKEN = "ghp_sandbox_"  # noqa: S105 - not a secret: the sandbox has none
LONGEST_JWT = 600
SKEW = 60


@dataclass(frozen=True)
class Anonymous:
    """No credentials."""

    key: str = "anonymous"


@dataclass(frozen=True)
class UserCaller:
    """A seeded user, by `ghp_sandbox_{login}`."""

    account: Account

    @property
    def key(self) -> str:
        return f"user ID {self.account.id}"


@dataclass(frozen=True)
class InstallationCaller:
    """An installation, by its token."""

    token: InstallationToken

    @property
    def key(self) -> str:
        return f"installation ID {self.token.installation.id}"


@dataclass(frozen=True)
class AppCaller:
    """An App itself, by its JWT."""

    app: App

    @property
    def key(self) -> str:
        return f"app ID {self.app.id}"


Caller = Anonymous | UserCaller | InstallationCaller | AppCaller


def identify(world: World, authorization: str | None) -> Caller:
    """Read an `Authorization` header; 401 when it is there and no good."""
    if not authorization:
        return Anonymous()
    scheme, _, credential = authorization.partition(" ")
    if scheme.lower() not in {"bearer", "token"} or not credential.strip():
        raise bad_credentials()
    credential = credential.strip()
    if credential.count(".") == 2 and not credential.startswith("ghs_"):
        if scheme.lower() != "bearer":
            raise _undecodable()
        return AppCaller(_app_of(world, credential))
    return token_caller(world, credential)


def token_caller(world: World, token: str) -> Caller:
    """The owner of an installation or user token; 401 when unknown, expired or suspended."""
    if token.startswith(USER_TOKEN):
        account = world.accounts.get(token.removeprefix(USER_TOKEN).lower())
        if account is None or account.type.value == "Organization":
            raise bad_credentials()
        if account.suspended_at is not None:
            raise ApiError(403, "Sorry. Your account was suspended.")
        return UserCaller(account)
    found = world.tokens.get(token)
    if found is None or world.now() >= found.expires_at:
        raise bad_credentials()
    if found.installation.suspended_at is not None:
        raise ApiError(403, "This installation has been suspended")
    return InstallationCaller(found)


def _app_of(world: World, credential: str) -> App:
    """Check an App's JWT by the real clock: the App cannot know of the sandbox's offset."""
    issuer = str(_claims(credential).get("iss"))
    app = next((one for one in world.apps.values() if issuer in {one.client_id, str(one.id)}), None)
    if app is None:
        raise ApiError(404, "Integration not found")
    claims = _claims(credential, app.public_key)
    _check_times(claims.get("iat"), claims.get("exp"))
    return app


def _claims(credential: str, key: str | None = None) -> dict[str, Any]:
    """What a JWT says, held against the key if there is one; an App without a key has no JWT."""
    checks: Options = {
        "verify_signature": key is not None,
        "verify_exp": False,
        "verify_iat": False,
        "verify_aud": False,
    }
    try:
        found: dict[str, Any] = jwt.decode(credential, key or "", ["RS256"], checks)
    except jwt.PyJWTError:
        raise _undecodable() from None
    return found


def _check_times(issued: object, expires: object) -> None:
    now = datetime.now(UTC).timestamp()
    if not isinstance(issued, int | float) or issued > now + SKEW:
        sentence = "must be an Integer representing the time that the assertion was issued"
        raise ApiError(401, f"'Issued at' claim ('iat') {sentence}")
    if not isinstance(expires, int | float) or expires <= now:
        sentence = "must be a numeric value representing the future time at which the assertion"
        raise ApiError(401, f"'Expiration time' claim ('exp') {sentence} expires")
    if expires > now + LONGEST_JWT + SKEW or expires - issued > LONGEST_JWT + SKEW:
        raise ApiError(401, "'Expiration time' claim ('exp') is too far in the future")


def _undecodable() -> ApiError:
    return ApiError(401, "A JSON web token could not be decoded")


def actor_of(caller: Caller) -> Actor:
    """In whose name a call acts; 401 for nobody."""
    match caller:
        case UserCaller(account):
            return Actor(account)
        case InstallationCaller(token):
            return Actor(token.installation.app.bot, token.installation.app)
        case AppCaller(app):
            return Actor(app.bot, app)
        case _:
            raise ApiError(401, "Requires authentication")


def can_see(caller: Caller, repository: Repository) -> bool:
    """Whether the repository exists for this caller; a private one may not."""
    if not repository.private:
        return True
    match caller:
        case UserCaller(account):
            return role_in(repository, account) >= Role.READ
        case InstallationCaller(token):
            return token.covers(repository)
        case AppCaller():
            return True  # the App looks for its installation
        case _:
            return False

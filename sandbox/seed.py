"""The seed file: what a sandbox starts with, read from YAML and checked with pydantic."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from sandbox.git.store import is_branch, is_path
from sandbox.mistakes import mistakes
from sandbox.world.apps import EVENTS, PERMISSIONS
from sandbox.world.hooks import check_address
from sandbox.world.people import OrganisationRole, Plan, Role
from sandbox.world.repositories import Visibility

Login = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,38}$")]
Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]{1,100}$")]
TeamWord = Literal["pull", "triage", "push", "maintain", "admin"]
Level = Literal["read", "write", "admin"]


class SeedFault(Exception):
    """The seed cannot be used; the message says where and why, for a person."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SeedOrganisation(_Part):
    """The organisation and what its members may do everywhere."""

    login: Login
    name: str | None = None
    plan: Plan = Plan.TEAM
    base_permission: Literal["none", "read", "write", "admin"] = "read"

    @property
    def base_role(self) -> Role:
        return Role.parse(self.base_permission)


class SeedUser(_Part):
    """A person, or a bot that is not the App."""

    login: Login
    name: str | None = None
    type: Literal["User", "Bot"] = "User"
    role: OrganisationRole = OrganisationRole.MEMBER


class SeedTeam(_Part):
    """A team; `repositories` are its grants by name."""

    slug: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    name: str | None = None
    members: list[Login] = []
    parent: str | None = None
    repositories: dict[Name, TeamWord] = {}


class SeedWebhook(_Part):
    """Where the App listens; no deliveries while the url is empty."""

    url: Annotated[str, AfterValidator(check_address)] = ""
    secret: str = "sandbox-webhook-secret"  # noqa: S105 - for this machine only


class SeedApp(_Part):
    """The GitHub App; without a private key one is made."""

    id: int = 4242
    client_id: str = "Iv23sandboxapp"
    slug: Login = "slipway"
    name: str = "Slipway"
    private_key: Path | None = None
    webhook: SeedWebhook = SeedWebhook()
    permissions: dict[str, Level] = {"metadata": "read"}
    events: list[str] = []

    @field_validator("permissions")
    @classmethod
    def _permissions_are_known(cls, permissions: dict[str, Level]) -> dict[str, Level]:
        _check_known("permission", permissions, PERMISSIONS)
        return permissions

    @field_validator("events")
    @classmethod
    def _events_are_known(cls, events: list[str]) -> list[str]:
        _check_known("event", events, EVENTS)
        return events


class SeedInstallation(_Part):
    """The installation of the App in the organisation."""

    id: int = 77
    repositories: Literal["all"] | list[Name] = "all"


class SeedFiles(_Part):
    """A file, or a folder with all that is in it, and where it goes in the repository."""

    source: Path = Field(alias="from")
    to: str = "."

    @field_validator("to")
    @classmethod
    def _goes_into_the_repository(cls, to: str) -> str:
        parts = [part for part in to.split("/") if part not in {"", "."}]
        if to.startswith("/") or (parts and not is_path("/".join(parts))):
            raise ValueError(f"{to!r} is no place in a repository")
        return to


class SeedLabel(_Part):
    """A label beside the ones that every repository starts with."""

    name: Annotated[str, Field(min_length=1, max_length=50)]
    color: Annotated[str, Field(pattern=r"^[0-9a-fA-F]{6}$")] = "ededed"
    description: Annotated[str, Field(max_length=100)] | None = None


class SeedRuleset(_Part):
    """A ruleset, in the words of the REST API."""

    name: str
    target: Literal["branch", "tag", "push"] = "branch"
    enforcement: Literal["active", "disabled", "evaluate"] = "active"
    conditions: dict[str, Any] = {"ref_name": {"include": ["~DEFAULT_BRANCH"], "exclude": []}}
    rules: list[dict[str, Any]] = []
    bypass_actors: list[dict[str, Any]] = []


class SeedRepository(_Part):
    """A repository; `contents` are files by path, written out here."""

    name: Name
    visibility: Visibility = Visibility.PRIVATE
    description: str | None = None
    default_branch: str = "main"
    is_template: bool = False
    files: list[SeedFiles] = []
    contents: dict[str, str] = {}
    labels: list[SeedLabel] = []
    teams: dict[str, TeamWord] = {}
    collaborators: dict[Login, TeamWord] = {}
    rulesets: list[SeedRuleset] = []

    @field_validator("default_branch")
    @classmethod
    def _git_takes_the_name(cls, name: str) -> str:
        if not is_branch(name):
            raise ValueError(f"git takes no branch with the name {name!r}")
        return name

    @field_validator("contents")
    @classmethod
    def _git_takes_the_paths(cls, contents: dict[str, str]) -> dict[str, str]:
        bad = [repr(path) for path in contents if not is_path(path)]
        if bad:
            raise ValueError(f"no path of a file in a repository: {', '.join(bad)}")
        return contents


class Seed(_Part):
    """One organisation with its people, its App and its repositories.

    `folder` is what relative paths (files, private key) are relative to. With `open_clones`
    anybody may clone private repositories too, so that an address can be tried as it stands.
    """

    organisation: SeedOrganisation
    open_clones: bool = False
    users: list[SeedUser] = []
    teams: list[SeedTeam] = []
    app: SeedApp | None = None
    installation: SeedInstallation | None = None
    repositories: list[SeedRepository] = []
    folder: Path = Path()

    @field_validator("users")
    @classmethod
    def _logins_are_unique(cls, users: list[SeedUser], info: ValidationInfo) -> list[SeedUser]:
        logins = [user.login.lower() for user in users]
        _check_unique("users", "login", logins)
        owner = info.data.get("organisation")
        if owner is not None and owner.login.lower() in logins:
            raise ValueError(f"a user has the login of the organisation: {owner.login}")
        return users

    @field_validator("teams")
    @classmethod
    def _slugs_are_unique(cls, teams: list[SeedTeam]) -> list[SeedTeam]:
        _check_unique("teams", "slug", [team.slug for team in teams])
        return teams

    @field_validator("repositories")
    @classmethod
    def _names_are_unique(cls, found: list[SeedRepository]) -> list[SeedRepository]:
        _check_unique("repositories", "name", [one.name.lower() for one in found])
        return found


def _check_known(what: str, names: Iterable[str], known: frozenset[str]) -> None:
    unknown = ", ".join(name for name in names if name not in known)
    if unknown:
        raise ValueError(
            f"the sandbox knows no {what} {unknown}; it knows {', '.join(sorted(known))}"
        )


def _check_unique(what: str, field: str, values: list[str]) -> None:
    twice = sorted({one for one in values if values.count(one) > 1})
    if twice:
        raise ValueError(f"two {what} have the same {field}: {', '.join(twice)}")


def parse_seed(data: dict[str, Any], folder: Path) -> Seed:
    """Check seed data; SeedFault lists every mistake with its place."""
    try:
        return Seed.model_validate({"folder": folder, **data})
    except ValidationError as error:
        lines = [f"  {one}" for one in mistakes(error)]
        raise SeedFault("The seed has mistakes:\n" + "\n".join(lines)) from None


def read_seed(path: Path) -> Seed:
    """Read a seed file; SeedFault when it is missing, is no text, is no YAML or does not check."""
    try:
        data = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SeedFault(f"The seed {path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise SeedFault(f"The seed {path} is no text in UTF-8.") from None
    except YAMLError as error:
        raise SeedFault(f"The seed {path} is no YAML:\n{error}") from None
    if not isinstance(data, dict):
        raise SeedFault(f"The seed {path} must be a mapping with `organisation` in it.")
    return parse_seed(data, path.resolve().parent)

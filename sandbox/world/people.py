"""Who exists: accounts, the organisation, its teams, and what a role permits."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum

from sandbox.world.properties import Property
from sandbox.world.rulesets import Ruleset


class AccountType(StrEnum):
    """What GitHub calls the type of an account."""

    USER = "User"
    BOT = "Bot"
    ORGANISATION = "Organization"


class OrganisationRole(StrEnum):
    """What an account is in the organisation."""

    ADMIN = "admin"
    MEMBER = "member"
    NONE = "none"


class Plan(StrEnum):
    """What the organisation pays for, and so which features private repositories have."""

    FREE = "free"
    TEAM = "team"
    ENTERPRISE = "enterprise"


class Role(IntEnum):
    """A role in one repository; a higher one includes the lower ones."""

    NONE = 0
    READ = 1
    TRIAGE = 2
    WRITE = 3
    MAINTAIN = 4
    ADMIN = 5

    @property
    def role_name(self) -> str:
        return self.name.lower()

    @property
    def team_permission(self) -> str:
        """The older word that team and collaborator endpoints use."""
        return {"read": "pull", "write": "push"}.get(self.role_name, self.role_name)

    @classmethod
    def parse(cls, word: str) -> "Role":
        """Read either vocabulary (`pull`/`read`, `push`/`write`); ValueError otherwise."""
        name = {"pull": "read", "push": "write"}.get(word, word).upper()
        if name not in cls.__members__:
            raise ValueError(f"{word!r} is no repository role")
        return cls[name]


@dataclass(eq=False)
class Account:
    """A user or bot; `login` has no `[bot]`."""

    id: int
    node_id: str
    login: str
    type: AccountType
    created_at: datetime
    name: str | None = None
    suspended_at: datetime | None = None

    @property
    def rest_login(self) -> str:
        """REST shows a bot as `slug[bot]`; GraphQL shows the bare slug."""
        return f"{self.login}[bot]" if self.type is AccountType.BOT else self.login


@dataclass(eq=False)
class Team:
    """A team; keys of `members` are lower-case logins, of `repositories` ids."""

    id: int
    node_id: str
    slug: str
    name: str
    created_at: datetime
    description: str | None = None
    parent: "Team | None" = None
    members: dict[str, Account] = field(default_factory=dict)
    maintainers: set[str] = field(default_factory=set)
    repositories: dict[int, Role] = field(default_factory=dict)

    def lineage(self) -> "list[Team]":
        """This team and the teams above it, whose grants it inherits."""
        return [self, *self.parent.lineage()] if self.parent else [self]


@dataclass(eq=False)
class Organisation(Account):
    """The organisation; keys of `members` are lower-case logins, of `teams` slugs.

    Those of `properties` are lower-case names: whether GitHub minds the case is unconfirmed.
    """

    plan: Plan = Plan.TEAM
    base_role: Role = Role.READ
    members: dict[str, OrganisationRole] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    properties: dict[str, Property] = field(default_factory=dict)
    rulesets: dict[int, Ruleset] = field(default_factory=dict)

    def role_of(self, account: Account) -> OrganisationRole:
        return self.members.get(account.login.lower(), OrganisationRole.NONE)

    def members_of(self, team: Team) -> dict[str, Account]:
        """Members of the team and of every team below it, by lower-case login."""
        found: dict[str, Account] = {}
        for other in self.teams.values():
            if team in other.lineage():
                found.update(other.members)
        return found

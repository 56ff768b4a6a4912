"""GitHub Apps, their installations, and the tokens that they were given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sandbox.world.people import Account, Organisation
from sandbox.world.repositories import Repository

LEVELS = {"read": 1, "write": 2, "admin": 3}
# What an App can ask for here.
PERMISSIONS = frozenset(
    {
        *("actions", "administration", "checks", "contents", "deployments", "environments"),
        *("issues", "members", "metadata", "organization_administration"),
        *("organization_custom_properties", "pull_requests", "repository_custom_properties"),
        *("statuses", "workflows"),
    }
)
# What it can subscribe to here, by the permission that GitHub asks for before it may.
EVENTS_BY_PERMISSION: Mapping[str, tuple[str, ...]] = {
    "actions": ("workflow_job", "workflow_run"),
    "checks": ("check_run", "check_suite"),
    "contents": ("push", "repository_dispatch", "workflow_dispatch"),
    "deployments": (
        *("deployment", "deployment_protection_rule", "deployment_review", "deployment_status"),
    ),
    "issues": ("issue_comment", "issues", "sub_issues"),
    "members": ("member", "membership", "organization", "team"),
    "metadata": ("label", "repository"),
    "organization_custom_properties": ("custom_property", "custom_property_values"),
    "pull_requests": ("pull_request", "pull_request_review"),
    "statuses": ("status",),
}
EVENTS = frozenset(event for some in EVENTS_BY_PERMISSION.values() for event in some)


def with_metadata(permissions: Mapping[str, str]) -> dict[str, str]:
    """The permissions as GitHub grants them: reading metadata comes with any other."""
    return {"metadata": "read"} | dict(permissions) if permissions else {}


@dataclass(eq=False)
class App:
    """A GitHub App; `bot` is the account in whose name it acts.

    `key_file` is where its private key is on this machine, if the sandbox keeps it. Who is not its
    `owner` can install it only if it `is_public`.
    """

    id: int
    node_id: str
    client_id: str
    slug: str
    name: str
    owner: Account
    bot: Account
    public_key: str
    permissions: dict[str, str]
    events: list[str]
    webhook_url: str
    webhook_secret: str
    created_at: datetime
    updated_at: datetime
    hook_id: int = 1
    key_file: str = ""
    description: str = ""
    home: str = ""
    setup_url: str = ""
    client_secret: str = ""
    is_public: bool = True


@dataclass(frozen=True)
class Conversion:
    """What a code of a registration by manifest is good for, and until when."""

    app: App
    good_until: datetime


@dataclass(eq=False)
class Installation:
    """`selected` is None when the App is installed on all repositories."""

    id: int
    node_id: str
    app: App
    account: Organisation
    permissions: dict[str, str]
    events: list[str]
    selected: set[int] | None
    created_at: datetime
    updated_at: datetime
    suspended_at: datetime | None = None

    def covers(self, repository: Repository) -> bool:
        if repository.owner is not self.account:
            return False
        return self.selected is None or repository.id in self.selected


@dataclass(eq=False)
class InstallationToken:
    """`repositories` is None when the token was not narrowed by repository."""

    token: str
    installation: Installation
    permissions: dict[str, str]
    expires_at: datetime
    repositories: set[int] | None = field(default=None)

    def covers(self, repository: Repository) -> bool:
        if self.repositories is not None and repository.id not in self.repositories:
            return False
        return self.installation.covers(repository)

    def allows(self, permission: str, level: str) -> bool:
        """Whether the permission is held at least at the level; metadata is always read.

        What was taken away from the installation since is gone from its tokens as well.
        """
        granted = (self.permissions, self.installation.permissions)
        held = min(LEVELS.get(one.get(permission, ""), 0) for one in granted)
        if permission == "metadata":
            held = max(held, LEVELS["read"])
        return held >= LEVELS[level]

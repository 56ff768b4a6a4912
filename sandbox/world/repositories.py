"""A repository: its settings, its rules, and the issues and git data inside it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sandbox.git.store import GitStore
from sandbox.world.checks import Checks
from sandbox.world.copying import Copy
from sandbox.world.deployments import Deployment
from sandbox.world.environments import Environment
from sandbox.world.issues import Issue
from sandbox.world.labels import Label
from sandbox.world.lateness import PastTip
from sandbox.world.people import Account, Organisation, Role
from sandbox.world.properties import Value
from sandbox.world.protections import Protection
from sandbox.world.rulesets import Ruleset
from sandbox.world.runs import Actions


class Visibility(StrEnum):
    """Who can see a repository."""

    PUBLIC = "public"
    PRIVATE = "private"
    INTERNAL = "internal"


@dataclass
class Settings:
    """The flags that `POST` and `PATCH` of a repository take, by their REST names."""

    has_issues: bool = True
    has_projects: bool = True
    has_wiki: bool = True
    has_discussions: bool = False
    is_template: bool = False
    allow_squash_merge: bool = True
    allow_merge_commit: bool = True
    allow_rebase_merge: bool = True
    allow_auto_merge: bool = False
    allow_update_branch: bool = False
    delete_branch_on_merge: bool = False
    web_commit_signoff_required: bool = False


@dataclass
class Security:
    """What watches over a repository; the plan decides which of it there is."""

    vulnerability_alerts: bool = False
    security_updates: bool = False
    private_reporting: bool = False
    secret_scanning: bool = False
    push_protection: bool = False


@dataclass(eq=False)
class Repository:
    """A repository; keys of `labels` are lower-case names, of `issues` numbers.

    Keys of `protections` are names of branches. Pull requests are among the issues; `pushers` are
    who moved a ref last, by its full name. `past_tips` are those that reads of a ref are still
    told, oldest first. `property_values` holds by lower-case name what was set; a default shows
    where nothing was.
    """

    id: int
    node_id: str
    owner: Organisation
    name: str
    visibility: Visibility
    git: GitStore
    created_at: datetime
    updated_at: datetime
    pushed_at: datetime
    default_branch: str = "main"
    description: str | None = None
    homepage: str | None = None
    settings: Settings = field(default_factory=Settings)
    security: Security = field(default_factory=Security)
    archived: bool = False
    topics: list[str] = field(default_factory=list)
    labels: dict[str, Label] = field(default_factory=dict)
    issues: dict[int, Issue] = field(default_factory=dict)
    moved_issues: dict[int, Issue | None] = field(default_factory=dict)
    collaborators: dict[str, Role] = field(default_factory=dict)
    rulesets: dict[int, Ruleset] = field(default_factory=dict)
    protections: dict[str, Protection] = field(default_factory=dict)
    environments: dict[str, Environment] = field(default_factory=dict)
    pushers: dict[str, Account] = field(default_factory=dict)
    checks: Checks = field(default_factory=Checks)
    deployments: dict[int, Deployment] = field(default_factory=dict)
    actions: Actions = field(default_factory=Actions)
    property_values: dict[str, Value] = field(default_factory=dict)
    past_tips: dict[str, list[PastTip]] = field(default_factory=dict)
    verified_commits: set[str] = field(default_factory=set)
    last_number: int = 0
    hidden_until: datetime | None = None
    template: "Repository | None" = None
    copy: Copy | None = None

    @property
    def full_name(self) -> str:
        return f"{self.owner.login}/{self.name}"

    @property
    def private(self) -> bool:
        return self.visibility is not Visibility.PUBLIC


RulesetHolder = Repository | Organisation
"""Whose a ruleset is."""

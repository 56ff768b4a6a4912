"""How a policy wants the repositories of a pair set up, each half by itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from app.domain.cel import Expression, Saying

OWNER = "owner"
"""Stands for the team that the request names as the service's owner."""


class Visibility(StrEnum):
    """Who sees the repositories of a pair."""

    PRIVATE = "private"
    INTERNAL = "internal"
    PUBLIC = "public"


class Access(StrEnum):
    """What a team may do in a repository, in GitHub's words, least first."""

    PULL = "pull"
    TRIAGE = "triage"
    PUSH = "push"
    MAINTAIN = "maintain"
    ADMIN = "admin"


class Branches(StrEnum):
    """From which branches may be deployed, where no patterns of names say it."""

    ANY = "any"
    PROTECTED = "protected"
    DEFAULT = "default"


class Merge(StrEnum):
    """How a pull request comes into its branch, in GitHub's words."""

    MERGE = "merge"
    SQUASH = "squash"
    REBASE = "rebase"


@dataclass(frozen=True, slots=True)
class LabelSetting:
    """A label for issues and pull requests; `color` is six hexadecimal digits."""

    name: str
    color: str = "ededed"
    description: str = ""


@dataclass(frozen=True, slots=True)
class EnvironmentSetting:
    """An environment; `reviewers` are team slugs or OWNER, `branches` patterns or a word."""

    name: str
    reviewers: tuple[str, ...] = ()
    prevent_self_review: bool = False
    wait_minutes: int = 0
    branches: Branches | tuple[str, ...] = Branches.ANY


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """What the default branch asks for beside checks and reviews.

    `code_owners` is None where it follows from whether reviews are asked for at all.
    `merge_methods` are those that are allowed, all of them if there are none.
    """

    code_owners: bool | None = None
    dismiss_stale: bool = True
    last_push: bool = False
    threads_resolved: bool = False
    linear_history: bool = False
    signed_commits: bool = False
    strict_checks: bool = False
    merge_methods: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True)
class MergingSettings:
    """The ways of merging that the repository offers, and what it does by itself."""

    squash: bool = True
    merge: bool = True
    rebase: bool = True
    delete_branch: bool = True
    auto_merge: bool = False

    @property
    def methods(self) -> frozenset[Merge]:
        """The ways that it offers."""
        offered = {Merge.SQUASH: self.squash, Merge.MERGE: self.merge, Merge.REBASE: self.rebase}
        return frozenset(method for method, is_offered in offered.items() if is_offered)


@dataclass(frozen=True, slots=True)
class FeatureSettings:
    """The parts of a repository that can be switched off."""

    issues: bool = True
    projects: bool = False
    wiki: bool = False


@dataclass(frozen=True, slots=True)
class SecuritySettings:
    """GitHub's own watch over a repository; None leaves it as the organisation has it."""

    vulnerability_alerts: bool | None = None
    security_updates: bool | None = None
    secret_scanning: bool | None = None
    push_protection: bool | None = None
    private_reporting: bool | None = None


_Text = TypeVar("_Text", str, Saying)


@dataclass(frozen=True, slots=True)
class Setup(Generic[_Text]):
    """How one repository is set up. `access` maps a team slug, or OWNER, to what it may do.

    In a policy properties and topics are sentences with facts in them, in a plan worked out.
    """

    visibility: Visibility = Visibility.PRIVATE
    access: Mapping[str, Access] = field(default_factory=lambda: {OWNER: Access.MAINTAIN})
    environments: tuple[EnvironmentSetting, ...] = ()
    properties: Mapping[str, _Text | tuple[_Text, ...]] = field(default_factory=dict)
    topics: tuple[_Text, ...] = ()
    labels: tuple[LabelSetting, ...] = ()
    required_checks: tuple[str, ...] = ("ci",)
    required_reviews: int = 1
    rules: RuleSettings = field(default_factory=RuleSettings)
    merging: MergingSettings = field(default_factory=MergingSettings)
    features: FeatureSettings = field(default_factory=FeatureSettings)
    security: SecuritySettings = field(default_factory=SecuritySettings)


HalfSettings = Setup[Saying]
"""What the policy says of one half."""


@dataclass(frozen=True, slots=True)
class RepositorySettings:
    """How both repositories of a pair are set up."""

    tests_suffix: str = "-integration-tests"
    service: HalfSettings = field(default_factory=Setup)
    tests: HalfSettings = field(default_factory=Setup)

    @property
    def halves(self) -> tuple[HalfSettings, HalfSettings]:
        """Both, the service first."""
        return self.service, self.tests

    @property
    def teams(self) -> frozenset[str]:
        """Every team that gets access to any of them, by slug."""
        return frozenset(team for half in self.halves for team in half.access) - {OWNER}

    @property
    def properties(self) -> frozenset[str]:
        """Every custom property that is set on any of them."""
        return frozenset(name for half in self.halves for name in half.properties)

    @property
    def expressions(self) -> Iterator[Expression]:
        """Every expression in what is worked out."""
        for half in self.halves:
            for value in (*half.properties.values(), *half.topics):
                for saying in value if isinstance(value, tuple) else (value,):
                    yield from saying.expressions

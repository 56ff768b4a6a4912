"""What there is of a control repository on GitHub, as far as the App may look."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.policy import Access, Visibility
from app.domain.protection import BranchRules
from app.github.branches import read_paths
from app.github.client import Client
from app.github.commits import Head, PushedFile, head
from app.github.connection import Connection
from app.github.control_reads import read_access, read_labels, read_own_checks
from app.github.doctor_reads import read_app
from app.github.errors import Forbidden
from app.github.installations import InstallationFacts
from app.github.people import organisation_plan, team_members
from app.github.permissions import READ_METADATA, READ_ORGANISATION, Permissions, lacking
from app.github.pulls import PullRequest, newest_pull
from app.github.repositories import Repository, find_repository
from app.github.rulesets import find_ruleset, rules_for_branch
from app.operations.init.comparing import Comparison, compare, without_github_s_own
from app.operations.init.starter import Teams

BRANCH = "slipway/init"
RULESET = "Slipway: reviewed changes only"
CHECKS = ("slipway/policy", "slipway/templates")

_LOOK: Permissions = {
    "administration": "read",
    "checks": "read",
    "contents": "read",
    "issues": "read",
    "members": "read",
    "metadata": "read",
    "pull_requests": "read",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be there in the end; `visibility` is None where the plan shall decide."""

    organisation: str
    repository: str
    teams: Teams
    files: Sequence[PushedFile]
    label: str
    visibility: Visibility | None = None

    @property
    def access(self) -> Mapping[str, Access]:
        """Who reviews files has to be able to write, who approves to set labels."""
        return {self.teams.security: Access.TRIAGE, self.teams.platform: Access.PUSH}


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is: the App in its organisation; `granted` is what the App may do there."""

    connection: Connection
    installation: InstallationFacts
    repository: str

    @property
    def granted(self) -> Permissions:
        return self.installation.permissions

    def lacks(self, **wanted: str) -> tuple[str, ...]:
        """Those of these permissions that the organisation did not accept."""
        return lacking(self.granted, wanted)

    def client(self, **permissions: str) -> Client:
        """The control repository and no other, with these permissions alone."""
        wanted = {**permissions, "metadata": "read"}
        return self.connection.for_step(self.installation.id, wanted, [self.repository])

    def everywhere(self, permissions: Permissions) -> Client:
        """For what is no repository's, or for one that is not there yet."""
        return self.connection.for_step(self.installation.id, permissions)

    def reader(self) -> Client:
        """All that may be looked at."""
        may = {name: level for name, level in _LOOK.items() if not self.lacks(**{name: level})}
        return self.client(**may)


@dataclass(frozen=True, slots=True)
class Contents:
    """What the repository holds. `base` is what a commit of ours comes after.

    `on_default` compares the default branch with the starter, `on_branch` our own branch, which
    holds the same if it is not there.
    """

    base: Head
    on_default: Comparison
    on_branch: Comparison
    has_branch: bool
    pull: PullRequest | None


@dataclass(frozen=True, slots=True)
class Found:
    """What was found. None: not there, or not for the App to see.

    `teams` are those that exist; `ruleset_id` is our own ruleset's; `checks` are what Slipway, the
    App of that id, said of the default branch's last commit.
    """

    plan: str | None
    teams: frozenset[str]
    repository: Repository | None = None
    contents: Contents | None = None
    labels: frozenset[str] = frozenset()
    access: Mapping[str, Access | None] | None = None
    rules: BranchRules | None = None
    ruleset_id: int | None = None
    checks: frozenset[str] = frozenset()
    app_id: int | None = None


def look(place: Place, wanted: Wanted) -> Found:
    """Read all of it. Raises GitHubError."""
    people = place.everywhere(READ_ORGANISATION)
    plan = organisation_plan(people, wanted.organisation)
    there = team_members(people, wanted.organisation, wanted.access)
    # A team too large to be listed is left out of the answer, yet there.
    teams = frozenset(one for one in wanted.access if there.get(one, frozenset()) is not None)
    everywhere = place.everywhere(READ_METADATA)
    repository = find_repository(everywhere, wanted.organisation, wanted.repository)
    if repository is None:
        return Found(plan, teams)
    return _inside(place, wanted, repository, plan, teams)


def _inside(
    place: Place,
    wanted: Wanted,
    repository: Repository,
    plan: str | None,
    teams: frozenset[str],
) -> Found:
    client, owner, name = place.reader(), repository.owner, repository.name
    contents = _contents(place, client, wanted, repository)
    may_see_teams = not place.lacks(administration="read")
    checks: frozenset[str] = frozenset()
    app = None
    if contents and not place.lacks(checks="write"):
        app = read_app(place.connection)
        tip = _tip(client, repository)
        checks = read_own_checks(client, owner, name, tip.commit_id, app.slug) if tip else checks
    return Found(
        plan,
        teams,
        repository,
        contents,
        read_labels(client, owner, name),
        read_access(client, owner, name) if may_see_teams else None,
        *_rules(client, repository),
        checks,
        app.id if app else None,
    )


def _rules(client: Client, repository: Repository) -> tuple[BranchRules | None, int | None]:
    """What holds for the default branch, and the id of our ruleset if it is there."""
    where = (client, repository.owner, repository.name)
    try:
        rules = rules_for_branch(*where, repository.default_branch)
        return rules, find_ruleset(*where, RULESET)
    except Forbidden:
        return None, None  # a plan without rulesets


def _tip(client: Client, repository: Repository) -> Head | None:
    return head(client, repository.owner, repository.name, repository.default_branch)


def _contents(
    place: Place, client: Client, wanted: Wanted, repository: Repository
) -> Contents | None:
    """None of a repository without a commit, or one whose files the App may not read."""
    tip = None if place.lacks(contents="read") else _tip(client, repository)
    if tip is None:
        return None
    where = (client, repository.owner, repository.name)
    there = without_github_s_own(read_paths(*where, tip.tree_id), is_first=tip.is_first)
    on_default = compare(wanted.files, there)
    pull = None if place.lacks(pull_requests="read") else newest_pull(*where, BRANCH)
    branch = head(*where, BRANCH)
    if branch is None:
        return Contents(tip, on_default, on_default, has_branch=False, pull=pull)
    on_branch = compare(wanted.files, read_paths(*where, branch.tree_id))
    return Contents(branch, on_default, on_branch, has_branch=True, pull=pull)


def names(files: Iterable[PushedFile]) -> tuple[str, ...]:
    return tuple(path for path, *_ in files)

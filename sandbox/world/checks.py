"""Checks and commit statuses: what Apps and people say about the commits of a repository."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sandbox.world.issues import Actor

if TYPE_CHECKING:
    from sandbox.world.apps import App
    from sandbox.world.repositories import Repository


class CheckStatus(StrEnum):
    """How far a check run or suite is; the last three are for GitHub Actions alone."""

    QUEUED = "queued"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    WAITING = "waiting"
    REQUESTED = "requested"
    PENDING = "pending"


class Conclusion(StrEnum):
    """How a check ended, the worst first: the suite has the worst of its runs."""

    STARTUP_FAILURE = "startup_failure"
    FAILURE = "failure"
    TIMED_OUT = "timed_out"
    CANCELLED = "cancelled"
    ACTION_REQUIRED = "action_required"
    STALE = "stale"
    SUCCESS = "success"
    NEUTRAL = "neutral"
    SKIPPED = "skipped"

    @property
    def passes(self) -> bool:
        """Whether a required check is satisfied."""
        return self in {Conclusion.SUCCESS, Conclusion.NEUTRAL, Conclusion.SKIPPED}


class StatusState(StrEnum):
    """What a commit status says."""

    ERROR = "error"
    FAILURE = "failure"
    PENDING = "pending"
    SUCCESS = "success"


@dataclass(frozen=True)
class Annotation:
    """A remark on lines of a file; `level` is notice, warning or failure."""

    path: str
    start_line: int
    end_line: int
    level: str
    message: str
    start_column: int | None = None
    end_column: int | None = None
    title: str | None = None
    raw_details: str | None = None


@dataclass(frozen=True)
class CheckAction:
    """A button of a check run; pressing it tells the App the identifier."""

    label: str
    description: str
    identifier: str


@dataclass(eq=False)
class CheckRun:
    """One check of one commit; annotations only ever grow."""

    id: int
    node_id: str
    suite: "CheckSuite"
    name: str
    details_url: str
    created_at: datetime
    started_at: datetime
    external_id: str = ""
    status: CheckStatus = CheckStatus.QUEUED
    conclusion: Conclusion | None = None
    completed_at: datetime | None = None
    title: str | None = None
    summary: str | None = None
    text: str | None = None
    annotations: list[Annotation] = field(default_factory=list)
    actions: list[CheckAction] = field(default_factory=list)

    @property
    def head_sha(self) -> str:
        return self.suite.head_sha


@dataclass(eq=False)
class CheckSuite:
    """The check runs of one App for one commit, oldest first.

    `requested` holds from the time that somebody asked for the checks again until the App
    says something: the suite is queued then, whatever its runs are.
    """

    id: int
    node_id: str
    repository: "Repository"
    app: "App"
    head_sha: str
    created_at: datetime
    updated_at: datetime
    head_branch: str | None = None
    before: str | None = None
    runs: list[CheckRun] = field(default_factory=list)
    requested: bool = False

    @property
    def latest(self) -> list[CheckRun]:
        """The newest run of each name."""
        return list({one.name: one for one in self.runs}.values())

    @property
    def status(self) -> CheckStatus:
        found = {one.status for one in self.latest}
        if self.requested or found <= {CheckStatus.QUEUED}:
            return CheckStatus.QUEUED
        done = found == {CheckStatus.COMPLETED}
        return CheckStatus.COMPLETED if done else CheckStatus.IN_PROGRESS

    @property
    def conclusion(self) -> Conclusion | None:
        """The worst of its runs (GitHub's order of them is unconfirmed)."""
        if self.status is not CheckStatus.COMPLETED:
            return None
        found = {one.conclusion for one in self.latest}
        return next((one for one in Conclusion if one in found), None)


@dataclass(eq=False)
class CommitStatus:
    """A status of a commit: the newest of each context counts, in whatever case."""

    id: int
    node_id: str
    repository: "Repository"
    sha: str
    state: StatusState
    context: str
    creator: Actor
    created_at: datetime
    updated_at: datetime
    description: str | None = None
    target_url: str | None = None


@dataclass
class Checks:
    """What is known of a repository's commits; keys are ids, shas, and ids of Apps."""

    suites: dict[int, CheckSuite] = field(default_factory=dict)
    runs: dict[int, CheckRun] = field(default_factory=dict)
    of_commit: dict[str, list[CheckSuite]] = field(default_factory=dict)
    statuses: dict[str, list[CommitStatus]] = field(default_factory=dict)
    not_triggered: set[int] = field(default_factory=set)

    def suite(self, sha: str, app: "App") -> CheckSuite | None:
        """The one suite of an App for a commit."""
        return next((one for one in self.of_commit.get(sha, []) if one.app is app), None)

    def latest_runs(self, sha: str) -> list[CheckRun]:
        """The newest run of each name and App."""
        return [run for suite in self.of_commit.get(sha, []) for run in suite.latest]

    def latest_statuses(self, sha: str) -> list[CommitStatus]:
        """The newest status of each context."""
        newest = {one.context.lower(): one for one in self.statuses.get(sha, [])}
        return list(newest.values())

"""Runs of workflows: their attempts and jobs, and what is to come of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sandbox.world.deployments import Deployment
from sandbox.world.gates import Gate, Review
from sandbox.world.issues import Actor
from sandbox.world.workflows import JobPlan, Workflow, WorkflowFile


class Status(StrEnum):
    """How far a run or a job is; a pending one waits for its concurrency group."""

    QUEUED = "queued"
    PENDING = "pending"
    WAITING = "waiting"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"


@dataclass(frozen=True)
class Outcome:
    """How a job is to end and how long it takes; `steps` are names with conclusions."""

    conclusion: str = "success"
    after_seconds: float = 0.0
    steps: tuple[tuple[str, str], ...] = ()


@dataclass
class Script:
    """An outcome for the next `times` runs of a workflow, for all jobs or one by its key."""

    workflow: str
    job: str | None
    outcome: Outcome
    times: int = 1


@dataclass(eq=False)
class Step:
    """A step of a job; nothing of it is ever run."""

    number: int
    name: str
    conclusion: str | None = None


@dataclass(eq=False)
class Job:
    """A job of one attempt; `ready_at` once its needs are met, `queued_at` once it may start."""

    id: int
    node_id: str
    plan: JobPlan
    attempt: int
    outcome: Outcome
    created_at: datetime
    steps: list[Step]
    status: Status = Status.QUEUED
    conclusion: str | None = None
    ready_at: datetime | None = None
    queued_at: datetime | None = None
    started_at: datetime | None = None
    completed_at: datetime | None = None
    gate: Gate | None = None
    deployment: Deployment | None = None
    group: str = ""
    admitted_at: datetime | None = None
    note: str = ""


@dataclass(eq=False)
class Attempt:
    """One attempt at a run; a rerun of some jobs keeps the others."""

    number: int
    actor: Actor
    started_at: datetime
    jobs: list[Job] = field(default_factory=list)
    conclusion: str | None = None
    completed_at: datetime | None = None

    def job(self, key: str) -> Job:
        return next(one for one in self.jobs if one.plan.key == key)


@dataclass(eq=False)
class Run:
    """A run of a workflow; `ref` is full, `branch` is short, `file` is None if unreadable."""

    id: int
    node_id: str
    workflow: Workflow
    number: int
    event: str
    actor: Actor
    ref: str
    branch: str
    sha: str
    title: str
    suite: tuple[int, str]
    created_at: datetime
    updated_at: datetime
    file: WorkflowFile | None
    inputs: Mapping[str, Any] = field(default_factory=dict)
    status: Status = Status.QUEUED
    group: str = ""
    admitted_at: datetime | None = None
    attempts: list[Attempt] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)

    @property
    def attempt(self) -> Attempt:
        return self.attempts[-1]

    @property
    def jobs(self) -> list[Job]:
        return self.attempt.jobs

    @property
    def conclusion(self) -> str | None:
        return self.attempt.conclusion

    def gates(self) -> Iterator[tuple[Job, Gate]]:
        """The jobs that wait, with what they wait for."""
        for job in self.jobs:
            if job.status is Status.WAITING and job.gate is not None:
                yield job, job.gate


@dataclass
class Actions:
    """A repository's workflows by path, their runs by id, and what is to come of the next."""

    workflows: dict[str, Workflow] = field(default_factory=dict)
    runs: dict[int, Run] = field(default_factory=dict)
    scripts: list[Script] = field(default_factory=list)

    def under_way(self) -> list[Run]:
        """Runs that are not completed, oldest first."""
        return [one for one in self.runs.values() if one.status is not Status.COMPLETED]

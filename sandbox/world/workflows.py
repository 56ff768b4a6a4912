"""A workflow, and what its file says as far as the runner plays it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class WorkflowState(StrEnum):
    """Whether a workflow may start."""

    ACTIVE = "active"
    DISABLED = "disabled_manually"


@dataclass(frozen=True)
class Concurrency:
    """A group of which one at a time goes on; `group` may hold expressions."""

    group: str
    cancels: bool = False


@dataclass(frozen=True)
class Input:
    """An input of `workflow_dispatch`; `options` are those of a choice."""

    name: str
    required: bool = False
    default: str = ""
    type: str = "string"
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Trigger:
    """An event that starts the workflow; `only` has its filters by name, as `branches`."""

    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    inputs: tuple[Input, ...] = ()


@dataclass(frozen=True)
class JobPlan:
    """A job of a file; `deploys` is False for an environment without a deployment.

    `url` is where the environment can be reached, with expressions as they are written.
    """

    key: str
    name: str
    needs: tuple[str, ...] = ()
    condition: str = ""
    environment: str = ""
    url: str = ""
    deploys: bool = True
    concurrency: Concurrency | None = None
    steps: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class WorkflowFile:
    """A workflow file; `permissions` are those of its token, None where it names none."""

    name: str
    run_name: str
    triggers: Mapping[str, Trigger]
    jobs: tuple[JobPlan, ...]
    concurrency: Concurrency | None = None
    permissions: Mapping[str, str] | None = None


@dataclass(eq=False)
class Workflow:
    """A workflow of a repository: one file, whatever it says on each branch."""

    id: int
    node_id: str
    path: str
    name: str
    created_at: datetime
    updated_at: datetime
    state: WorkflowState = WorkflowState.ACTIVE
    last_number: int = 0

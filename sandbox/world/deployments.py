"""A deployment: a commit on its way to an environment, and what became of it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sandbox.world.issues import Actor


class DeploymentState(StrEnum):
    """What a deployment status says."""

    ERROR = "error"
    FAILURE = "failure"
    INACTIVE = "inactive"
    IN_PROGRESS = "in_progress"
    QUEUED = "queued"
    PENDING = "pending"
    SUCCESS = "success"


@dataclass(eq=False)
class DeploymentStatus:
    """One report about a deployment."""

    id: int
    node_id: str
    creator: Actor
    state: DeploymentState
    created_at: datetime
    environment: str
    description: str = ""
    target_url: str = ""
    environment_url: str = ""


@dataclass(eq=False)
class Deployment:
    """A deployment; `statuses` are oldest first, `payload` is kept as sent.

    A status may name another environment than the `original_environment`.
    """

    id: int
    node_id: str
    creator: Actor
    sha: str
    ref: str
    original_environment: str
    environment: str
    created_at: datetime
    updated_at: datetime
    task: str = "deploy"
    payload: dict[str, Any] | str = field(default_factory=dict)
    description: str | None = None
    transient: bool = False
    production: bool = False
    statuses: list[DeploymentStatus] = field(default_factory=list)

    @property
    def state(self) -> DeploymentState | None:
        """What the last status says; None while there is none."""
        return self.statuses[-1].state if self.statuses else None

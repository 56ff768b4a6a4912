"""What the controls under `/_sandbox` take, checked field by field."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from sandbox.acts.installations import Step
from sandbox.world.faults import ALWAYS, Fault, Mode
from sandbox.world.hooks import check_address
from sandbox.world.people import Plan

TEN_YEARS = 10 * 365 * 24 * 60 * 60
Seconds = Annotated[float, Field(ge=0, le=TEN_YEARS)]


class Order(BaseModel):
    """What a control takes; an unknown field is refused rather than ignored."""

    model_config = ConfigDict(extra="forbid")


class ClockOrder(Order):
    """Move the clock forward."""

    advance_seconds: Seconds


class FaultOrder(Order):
    """Spoil calls of a route, named as in GitHub's API description, or of any route."""

    method: str | None = None
    route: str | None = None
    by: Literal["anyone", "app"] | None = None
    mode: Mode = Mode.STATUS
    status: int | None = Field(default=None, ge=200, le=599)
    message: str | None = None
    headers: dict[str, str] = {}
    times: int | None = Field(default=None, ge=0)
    skip: int = Field(default=0, ge=0)
    share: float = Field(default=1.0, gt=0, le=1)
    seed: int = 0
    after_effect: bool = False
    drop_answer: bool = False
    retry_after: int | None = Field(default=None, ge=0)
    location: str | None = None
    ms: float = Field(default=0, ge=0)

    def fault(self) -> Fault:
        """A share goes on until it is cleared, and what strikes any route spares people."""
        fields = self.model_dump(exclude={"by", "times", "method"})
        times = (ALWAYS if self.share < 1 else 1) if self.times is None else self.times
        method = self.method.upper() if self.method else None
        app_only = self.by == "app" or (self.by is None and self.route is None)
        return Fault(**fields, method=method, times=times, app_only=app_only)


class LimitsOrder(Order):
    """Change the secondary limits, or how they are refused; what is left out stays."""

    enforced: bool = True
    content_per_minute: int = Field(default=80, ge=0)
    content_per_hour: int = Field(default=500, ge=0)
    points_per_minute: int = Field(default=900, ge=0)
    graphql_points_per_minute: int = Field(default=2000, ge=0)
    concurrent: int = Field(default=100, ge=0)
    status: Literal[403, 429] = 403
    retry_after: int | None = Field(default=60, ge=0)


class LatencyOrder(Order):
    """Let every API call wait first."""

    ms: float = Field(ge=0)


Count = Annotated[
    int, Field(ge=0), BeforeValidator(lambda found: ALWAYS if found == "all" else found)
]
"""How many, or "all"."""


class DeliveriesOrder(Order):
    """What shall happen to the next deliveries."""

    drop: Count = 0
    duplicate: Count = 0
    twin: Count = 0
    delay: Count = 0
    delay_seconds: Seconds = 1.0
    swap: Count = 0
    hold: Count = 0
    hold_seconds: Seconds | None = None


class ReleaseOrder(Order):
    """Send what is held, in the order in which it came or shuffled by a seed."""

    shuffle: int | None = None


class VisibilityOrder(Order):
    """How long repositories that are made from now on are not shown."""

    seconds: Seconds


class MergeabilityOrder(Order):
    """How many reads of a pull request come before its mergeability is known."""

    unknown_reads: int = Field(ge=0)


class CheckRunOrder(Order):
    """Press a button of a check run, or ask for the check again without one."""

    repository: str
    id: int
    identifier: str | None = None
    actor: str


class PermissionsOrder(Order):
    """All that the App may do from now on."""

    id: int
    permissions: dict[str, Literal["read", "write", "admin"]]
    actor: str


class RepositoryTransferOrder(Order):
    """Give a repository to another organisation, which is made if it is not there."""

    repository: str
    organisation: str
    actor: str


class WebhookOrder(Order):
    """Where the App listens from now on."""

    url: Annotated[str, AfterValidator(check_address)]
    secret: str | None = None


class RateOrder(Order):
    """What is left of everybody's hour."""

    remaining: int = Field(ge=0)


class RevisionOrder(Order):
    """Delete one revision from an edit history, as its author may on GitHub."""

    node_id: str
    deleted_by: str


class PlanOrder(Order):
    """Change the plan of the organisation."""

    organisation: str
    plan: Plan


class TransferOrder(Order):
    """Move an issue to another repository."""

    repository: str
    number: int
    target: str
    actor: str


class InstallationOrder(Order):
    """Suspend, resume or delete the installation."""

    id: int
    action: Step
    actor: str


class SelectionOrder(Order):
    """Add repositories to the installation, or take some away."""

    id: int
    add: list[str] = []
    remove: list[str] = []
    actor: str

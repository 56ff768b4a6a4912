"""What the controls under `/_sandbox` take, checked field by field."""

from pydantic import BaseModel, ConfigDict, Field

from sandbox.acts.installations import Step
from sandbox.world.people import Plan


class Order(BaseModel):
    """What a control takes; an unknown field is refused rather than ignored."""

    model_config = ConfigDict(extra="forbid")


class ClockOrder(Order):
    """Move the clock forward."""

    advance_seconds: float = Field(ge=0)


class FaultOrder(Order):
    """Spoil the next calls of a route, named as in GitHub's API description."""

    method: str
    route: str
    times: int = 1
    status: int = 502
    after_effect: bool = False
    drop_answer: bool = False
    message: str = "Server Error"
    headers: dict[str, str] = {}


class LatencyOrder(Order):
    """Let every API call wait first."""

    ms: float = Field(ge=0)


class DeliveriesOrder(Order):
    """What shall happen to the next deliveries."""

    drop: int = 0
    duplicate: int = 0
    delay: int = 0
    delay_seconds: float = 1.0
    swap: int = 0


class WebhookOrder(Order):
    """Where the App listens from now on."""

    url: str
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

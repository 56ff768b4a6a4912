"""The gate before an environment: what lets a job pass, and what was answered there."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sandbox.world.environments import CustomRule, Environment, Reviewer
from sandbox.world.people import Account

UNANSWERED = timedelta(days=30)


@dataclass(frozen=True)
class Report:
    """What an App said about a gate without answering yet."""

    app_id: int
    comment: str
    at: datetime


@dataclass(eq=False)
class Gate:
    """What stands before an environment for one job; keys of `answers` are ids of rules.

    The rules are those of the moment when the job came to it.
    """

    environment: Environment
    requested_at: datetime
    reviewers: list[Reviewer]
    wait: timedelta
    rules: list[CustomRule]
    prevents_self_review: bool
    approved_at: datetime | None = None
    bypassed_at: datetime | None = None
    rejected_at: datetime | None = None
    answers: dict[int, datetime] = field(default_factory=dict)
    reports: list[Report] = field(default_factory=list)

    @property
    def wait_ends(self) -> datetime:
        return self.requested_at + self.wait

    @property
    def expires(self) -> datetime:
        return self.requested_at + UNANSWERED

    def opens(self) -> datetime | None:
        """When the last rule lets the job pass; None while somebody has not answered."""
        if self.bypassed_at is not None:
            return self.bypassed_at
        moments = [self.wait_ends, *self.answers.values()]
        if len(self.answers) < len(self.rules):
            return None
        if self.reviewers:
            if self.approved_at is None:
                return None
            moments.append(self.approved_at)
        return max(moments)


@dataclass(frozen=True)
class Review:
    """An answer to a gate, by a person or by an App."""

    environments: tuple[Environment, ...]
    state: str
    account: Account
    comment: str
    at: datetime

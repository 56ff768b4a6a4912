"""A write budget over a clock of the test's own, and calls that take as long as they are told."""

import itertools
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from app.domain.budget import Kind, Lane, Limits, Resource
from app.github.budget import Budget
from app.github.calls import Call
from app.github.charges import Charge
from app.github.errand import Admission, Errand
from app.github.errors import GitHubError
from app.github.warrant import Warrant
from app.store.database import Database
from app.store.tables import spendings

INSTALLATION = 77
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

READ = Charge("GET /repos/{owner}/{repo}", Kind.READ, Resource.CORE, 1, 0, {})
WRITE = Charge("PUT /repos/{owner}/{repo}/topics", Kind.WRITE, Resource.CORE, 5, 0, {})
COMMENT = Charge(
    "POST /repos/{owner}/{repo}/issues/{number}/comments", Kind.CONTENT, Resource.CORE, 5, 1, {}
)

_numbers = itertools.count(1)


def spent_rows(database: Database) -> int:
    """How many spendings are on record."""
    with database.transaction() as tx:
        return int(tx.connection.execute(select(func.count()).select_from(spendings)).scalar_one())


def errand(lane: Lane = Lane.PEOPLE, request: int | None = None, fence: int = 1) -> Errand:
    """Work on a request of its own, or on a given one under this claim."""
    number = next(_numbers) + 1000 if request is None else request
    return Errand(
        Warrant("a test", lane, "acme", number, f"request {number}/{fence}"), INSTALLATION
    )


@dataclass(frozen=True, slots=True)
class Made:
    """A call that was let through at `at` and ended at `ends`; GitHub saw it at `seen`."""

    charge: Charge
    lane: Lane
    at: datetime
    seen: datetime
    ends: datetime


@dataclass
class Worker:
    """Makes calls one after the other, or several at a time; `now` moves only by its waiting."""

    database: Database
    limits: Limits
    now: datetime = START
    made: list[Made] = field(default_factory=list)
    under_way: list[tuple[datetime, Admission]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.budget = Budget(self.database, self.limits, lambda: self.now, self.waits)

    def waits(self, seconds: float) -> None:
        """Time passes, and calls under way end at their moment."""
        until = self.now + timedelta(seconds=seconds)
        for ends, admission in sorted(self.under_way, key=lambda one: one[0]):
            if ends <= until:
                self.now = ends
                self.under_way.remove((ends, admission))
                self.ends(admission)
        self.now = until

    def begins(self, charge: Charge, by: Errand, seconds: float = 0, seen: float = 0) -> Admission:
        """A call that will take so long; GitHub sees it after the part `seen` of that."""
        admission = self.budget.admit(by, charge)
        ends = self.now + timedelta(seconds=seconds)
        moment = self.now + timedelta(seconds=seconds * seen)
        self.made.append(Made(charge, by.warrant.lane, self.now, moment, ends))
        self.under_way.append((ends, admission))
        return admission

    def calls(self, charge: Charge, by: Errand) -> None:
        """A call that takes no time."""
        self.begins(charge, by)
        self.waits(0)

    def ends(
        self,
        admission: Admission,
        error: GitHubError | None = None,
        headers: dict[str, str] | None = None,
    ) -> GitHubError | None:
        """GitHub's answer is there."""
        call = Call(admission.charge.route, admission.charge.kind, "installation 77", 200, 0.01)
        return self.budget.settle(admission, call, headers or {}, error)

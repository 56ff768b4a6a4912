"""What was called, how often, when, and with what end: for tests and figures."""

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sandbox.world.faults import Fault

KEPT = 20_000


class Kind(StrEnum):
    """How GitHub's limits see a call."""

    READ = "reads"
    WRITE = "writes"
    CONTENT = "content_creating"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A call as it came in; `mutations` are those of a GraphQL document."""

    method: str
    route: str
    path: str
    kind: Kind
    caller: str
    connection: str
    user_agent: str
    mutations: Sequence[str] = ()
    creating: int = 0

    @property
    def of_app(self) -> bool:
        """Whether the App calls, as itself or as an installation."""
        return self.caller.startswith(("app", "installation"))

    @property
    def points(self) -> int:
        """What it costs of the limit for each minute."""
        return 1 if self.kind is Kind.READ else 5


@dataclass(slots=True)
class CallRecord:
    """One call: `at` by the sandbox's clock, the other two monotonic, in seconds.

    `ended` is None while it is under way; `status` is 0 when no answer was given.
    """

    number: int
    arrival: Arrival
    at: datetime
    started: float
    ended: float | None = None
    status: int = 0
    fault: str = ""


@dataclass
class CallLog:
    """Counts of calls since the last reset; a content-creating call is a write as well."""

    routes: Counter[tuple[str, str]] = field(default_factory=Counter)
    kinds: Counter[Kind] = field(default_factory=Counter)
    records: deque[CallRecord] = field(default_factory=lambda: deque(maxlen=KEPT))
    faults: list[Fault] = field(default_factory=list)
    latency: float = 0.0
    last_number: int = 0

    def begin(self, arrival: Arrival, at: datetime, started: float) -> CallRecord:
        """Count a call that came in, and put it on record."""
        self.last_number += 1
        record = CallRecord(self.last_number, arrival, at, started)
        self.records.append(record)
        for route, kind in _counted(arrival):
            self.routes[arrival.method, route] += 1
            self.kinds[kind] += 1
            if kind is Kind.CONTENT:
                self.kinds[Kind.WRITE] += 1
        return record

    def take_fault(self, arrival: Arrival) -> Fault | None:
        """The fault that this call meets, used up by one."""
        for fault in self.faults:
            if fault.strikes(arrival.method, arrival.route, of_app=arrival.of_app):
                return fault
        return None

    def __getstate__(self) -> dict[str, Any]:
        """The totals: single calls are of interest to who runs the sandbox now."""
        return vars(self) | {"records": deque(maxlen=KEPT)}

    def reset(self) -> None:
        self.routes.clear()
        self.kinds.clear()
        self.records.clear()


def _counted(arrival: Arrival) -> Iterator[tuple[str, Kind]]:
    """Every mutation of a document is a call of its own; everything else is one call."""
    for place, name in enumerate(arrival.mutations):
        kind = Kind.CONTENT if place < arrival.creating else Kind.WRITE
        yield f"{arrival.route} {name}", kind
    if not arrival.mutations:
        yield arrival.route, arrival.kind

"""What was called, how often, and which calls are to fail: for tests and figures."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """How GitHub's limits see a call."""

    READ = "reads"
    WRITE = "writes"
    CONTENT = "content_creating"


@dataclass
class Fault:
    """Spoils the next `times` calls of one route, before or after their effect."""

    method: str
    route: str
    times: int = 1
    status: int = 502
    after_effect: bool = False
    drop_answer: bool = False
    message: str = "Server Error"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class CallLog:
    """Counts of calls since the last reset; a content-creating call is a write as well."""

    routes: Counter[tuple[str, str]] = field(default_factory=Counter)
    kinds: Counter[Kind] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    latency: float = 0.0

    def count(self, method: str, route: str, kind: Kind) -> None:
        self.routes[method, route] += 1
        self.kinds[kind] += 1
        if kind is Kind.CONTENT:
            self.kinds[Kind.WRITE] += 1

    def take_fault(self, method: str, route: str) -> Fault | None:
        """The fault that this call meets, used up by one."""
        for fault in self.faults:
            if fault.times > 0 and (fault.method, fault.route) == (method, route):
                fault.times -= 1
                return fault
        return None

    def reset(self) -> None:
        self.routes.clear()
        self.kinds.clear()

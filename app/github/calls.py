"""Tells of every call to GitHub, for logs, figures and tests."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

from app.domain.budget import Kind

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Call:
    """One call that was made; `status` is 0 when no answer came.

    `route` is the template: it carries no name and no secret. `actor` is `app` or `installation N`.
    `outcome` is `ok` or the kind of failure, such as `not-found`.
    """

    route: str
    kind: Kind
    actor: str
    status: int
    seconds: float
    outcome: str = "ok"


OnCall = Callable[[Call], None]
"""Is told of every call after it was made."""


def log_call(call: Call) -> None:
    _log.debug(
        "github call",
        route=call.route,
        kind=call.kind.value,
        actor=call.actor,
        status=call.status,
        outcome=call.outcome,
        milliseconds=round(call.seconds * 1000),
    )


@dataclass
class CallLog:
    """Keeps every call, for figures and tests; give it to a connection as `on_call`."""

    calls: list[Call] = field(default_factory=list)

    def __call__(self, call: Call) -> None:
        self.calls.append(call)

    @property
    def routes(self) -> list[str]:
        """The routes in the order of the calls."""
        return [call.route for call in self.calls]

    def by_kind(self) -> Counter[Kind]:
        return Counter(call.kind for call in self.calls)

"""What a call to GitHub costs: its kind as the rate limits see it, counted and logged."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

import structlog

_log = structlog.get_logger(__name__)


class Kind(StrEnum):
    """How GitHub's limits see a call; a content-creating call is a write that people notice."""

    READ = "read"
    WRITE = "write"
    CONTENT = "content-creating"


# What GitHub's OpenAPI description marks as notifying people, and new repositories.
_CONTENT = frozenset(
    {
        "POST /orgs/{org}/repos",
        "POST /repos/{owner}/{repo}/issues",
        "POST /repos/{owner}/{repo}/issues/{number}/comments",
    }
)


@dataclass(frozen=True, slots=True)
class Call:
    """One call that was made; `status` is 0 when no answer came.

    `route` is the template, such as `GET /repos/{owner}/{repo}` or `QUERY ReadRequest`: it
    carries no name and no secret. `actor` is `app` or `installation N`.
    """

    route: str
    kind: Kind
    actor: str
    status: int
    seconds: float


OnCall = Callable[[Call], None]
"""Is told of every call after it was made."""


def kind_of(route: str) -> Kind:
    """The kind of a REST call, by its route template."""
    if route.startswith("GET "):
        return Kind.READ
    return Kind.CONTENT if route in _CONTENT else Kind.WRITE


def log_call(call: Call) -> None:
    _log.debug(
        "github call",
        route=call.route,
        kind=call.kind.value,
        actor=call.actor,
        status=call.status,
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

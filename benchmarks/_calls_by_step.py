"""Counts the calls to GitHub for one request by the event or build step that they are made for."""

from dataclasses import asdict, dataclass, field

from app.domain.budget import Kind
from app.domain.progress import STEPS
from app.domain.state import State
from app.github.calls import Call
from app.store import pairs, requests
from app.store.database import Database

TOKEN_ROUTE = "POST /app/installations/{installation_id}/access_tokens"  # noqa: S105 - a route
LIVE = "live"
"""The step after the last one: what is said once the pair is there."""


@dataclass(frozen=True, slots=True)
class Cost:
    """How many calls; a content-creating call is a write as well, asking for a token is neither."""

    reads: int = 0
    writes: int = 0
    content_creating: int = 0
    tokens: int = 0

    def __add__(self, other: "Cost") -> "Cost":
        mine, theirs = asdict(self), asdict(other)
        return Cost(**{name: mine[name] + theirs[name] for name in mine})

    def is_within(self, budget: "Cost") -> bool:
        """Whether no kind of call is made more often than in `budget`."""
        allowed = asdict(budget)
        return all(count <= allowed[name] for name, count in asdict(self).items())


def cost_of(call: Call) -> Cost:
    """What one call costs."""
    if call.route == TOKEN_ROUTE:
        return Cost(tokens=1)
    match call.kind:
        case Kind.READ:
            return Cost(reads=1)
        case Kind.WRITE:
            return Cost(writes=1)
        case Kind.CONTENT:
            return Cost(writes=1, content_creating=1)


@dataclass
class CallsByStep:
    """Give it to a connection as `on_call`; nothing else may work on the database meanwhile.

    `event` is what people did last: it stands for what is done before the build. `request_id` is
    the request's row.
    """

    database: Database
    event: str = "start"
    request_id: int = 1
    costs: dict[str, Cost] = field(default_factory=dict)
    routes: dict[str, list[str]] = field(default_factory=dict)

    def __call__(self, call: Call) -> None:
        step = self._step()
        self.costs[step] = self.costs.get(step, Cost()) + cost_of(call)
        self.routes.setdefault(step, []).append(call.route)

    def take(self) -> dict[str, Cost]:
        """The costs so far, by step; from now on the next request is counted."""
        costs, self.costs, self.routes = self.costs, {}, {}
        self.request_id += 1
        return costs

    def _step(self) -> str:
        """The build step that was begun last, which also pays for showing the progress after it."""
        with self.database.transaction() as tx:
            row = requests.get(tx, self.request_id)
            pair = pairs.of_request(tx, self.request_id)
            begun = pairs.steps_of(tx, pair) if pair else {}
        if row is not None and row.state is State.LIVE:
            return LIVE
        return next((str(step) for step in reversed(STEPS) if str(step) in begun), self.event)

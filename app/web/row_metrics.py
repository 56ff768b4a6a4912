"""What the rows tell Prometheus, read when it asks: true for any number of processes."""

from collections.abc import Iterable, Iterator
from datetime import datetime

import structlog
from prometheus_client import Metric
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from app.clock import Clock
from app.domain.state import State
from app.store import chores, figures, requests
from app.store.database import Database, Transaction
from app.store.figures import RequestFigures

_log = structlog.get_logger(__name__)

Samples = Iterable[tuple[tuple[str, ...], float]]
"""Label values, each with the number."""


class RowMetrics(Collector):
    """Reads all of it in one short transaction; without a database it tells that, and no more."""

    def __init__(self, database: Database, clock: Clock, organisations: Iterable[str]) -> None:
        self._database = database
        self._organisations = tuple(organisations)
        self._clock = clock

    def describe(self) -> Iterable[Metric]:
        """Nothing is read before somebody asks."""
        return ()

    def collect(self) -> Iterable[Metric]:
        """All metrics of the rows."""
        now = self._clock()
        found: list[Metric] = []
        try:
            with self._database.reading() as tx:
                for read in (_deliveries, self._requests, _budgets, _calls, _chores, _audit):
                    found.extend(read(tx, now))
        except SQLAlchemyError as error:
            _log.warning("metrics of the rows not read", reason=type(error).__name__)
            found = []
        up = (
            "Whether the database answered this scrape; without it, all metrics of rows are absent."
        )
        return [_gauge("slipway_database_up", up, [((), float(bool(found)))]), *found]

    def _requests(self, tx: Transaction, now: datetime) -> Iterator[Metric]:
        ours = requests.spellings(tx, self._organisations)
        return _requests(figures.of_requests(tx, now, ours))


def _deliveries(tx: Transaction, now: datetime) -> Iterator[Metric]:
    found = figures.of_deliveries(tx)
    age = (now - found.oldest_at).total_seconds() if found.oldest_at else 0.0
    yield _gauge(
        "slipway_deliveries",
        "Deliveries that wait to be handled, or failed so often that they are parked.",
        [(("waiting",), found.waiting), (("failed",), found.failed)],
        "state",
    )
    yield _gauge(
        "slipway_delivery_oldest_seconds",
        "Age of the delivery that waits longest to be handled; 0 when none waits.",
        [((), max(age, 0.0))],
    )
    yield _gauge(
        "slipway_deliveries_lost",
        "Deliveries that GitHub was asked for again and that have not come yet.",
        [((), figures.lost_deliveries(tx))],
    )


def _requests(found: RequestFigures) -> Iterator[Metric]:
    yield _gauge(
        "slipway_requests",
        "Requests, by the state that their label shows.",
        [((state.value,), found.by_state.get(state, 0)) for state in State],
        "state",
    )
    yield _gauge(
        "slipway_requests_held_back",
        "Requests that wait for a moment: to retry what failed, or for a limit or an admin (wait).",
        [((why,), count) for why, count in found.held_back.items()],
        "why",
    )
    for name, told, count in (
        ("due", "Requests that wait for a worker.", found.due),
        ("at_work", "Requests that a worker has.", found.at_work),
        ("parked", "Requests that wait for a person to mend something.", found.parked),
    ):
        yield _gauge(f"slipway_requests_{name}", told, [((), count)])


def _budgets(tx: Transaction, now: datetime) -> Iterator[Metric]:
    found = {str(one.installation_id): one for one in figures.of_budgets(tx, now)}
    for key in ("remaining", "limit"):
        yield _gauge(
            f"slipway_budget_{key}",
            f"GitHub's hourly limit of calls as its headers last told it: {key}.",
            [
                ((whose, resource), float(limit[key]))
                for whose, one in found.items()
                for resource, limit in one.primary_limits.items()
            ],
            *("installation", "resource"),
        )
    yield _gauge(
        "slipway_budget_paused_seconds",
        "How long no call is made, since GitHub named a limit; 0 when calls are made.",
        [((whose,), _seconds_until(one.paused_until, now)) for whose, one in found.items()],
        "installation",
    )
    yield _gauge(
        "slipway_budget_points",
        "Points of GitHub's secondary limits, spent in the last minute.",
        [((whose, kind), points) for whose, one in found.items() for kind, _, points in one.spent],
        *("installation", "kind"),
    )
    yield _gauge(
        "slipway_budget_content",
        "What calls created in the last hour that GitHub's limit of content counts.",
        [((whose,), one.content) for whose, one in found.items()],
        "installation",
    )


def _seconds_until(moment: datetime | None, now: datetime) -> float:
    return max((moment - now).total_seconds(), 0.0) if moment else 0.0


def _calls(tx: Transaction, _: datetime) -> Iterator[Metric]:
    labels = ("installation", "route", "outcome")
    calls = CounterMetricFamily("slipway_github_calls", "Calls to GitHub.", labels=labels)
    seconds = CounterMetricFamily(
        "slipway_github_call_seconds", "Time spent on calls to GitHub.", labels=labels
    )
    for one in figures.of_calls(tx):
        values = [str(one.installation_id), one.route, one.outcome]
        calls.add_metric(values, one.calls)
        seconds.add_metric(values, one.milliseconds / 1000)
    yield calls
    yield seconds


def _chores(tx: Transaction, _: datetime) -> Iterator[Metric]:
    found = chores.known(tx)
    yield _gauge(
        "slipway_chore_done_timestamp_seconds",
        "When a chore was done last, in seconds since 1970.",
        [((one.name,), one.done_at.timestamp()) for one in found if one.done_at],
        "chore",
    )
    yield _gauge(
        "slipway_chore_failures",
        "How often in a row a chore failed.",
        [((one.name,), one.failures) for one in found],
        "chore",
    )


def _audit(tx: Transaction, _: datetime) -> Iterator[Metric]:
    told = "The number of the newest entry of the audit."
    yield _gauge("slipway_audit_newest_entry", told, [((), figures.newest_audit_entry(tx))])


def _gauge(name: str, told: str, samples: Samples, *labels: str) -> Metric:
    family = GaugeMetricFamily(name, told, labels=labels)
    for values, number in samples:
        family.add_metric(values, number)
    return family

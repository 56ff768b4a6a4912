"""Whether Slipway is well: what takes webhooks in, and what does the work behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.exc import SQLAlchemyError

from app.domain.spans import span
from app.store import chores, figures, schema
from app.store.database import Transaction
from app.usecases import sweep
from app.usecases.workbench import Workbench

SLOW_DELIVERY = timedelta(minutes=5)
"""A delivery that waits longer than this is late."""

_SHORTEST_PATIENCE = timedelta(minutes=1)


class Sign(StrEnum):
    """LATE works, but not as it should; AWAY does not answer; UNKNOWN cannot be told now."""

    OK = "ok"
    LATE = "late"
    AWAY = "away"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """One sign of life, and a sentence on it; `seconds` is the age that it rests on, if any."""

    sign: Sign
    sentence: str
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Vitals:
    """What was found. Webhooks need the first two alone; the rest may lag without any loss."""

    database: Finding
    schema: Finding
    redis: Finding
    sweep: Finding
    deliveries: Finding

    @property
    def takes_webhooks(self) -> bool:
        """A webhook that comes now would be kept."""
        return self.database.sign is Sign.OK and self.schema.sign is Sign.OK

    @property
    def is_well(self) -> bool:
        """Nothing here needs an eye."""
        signs = (self.database, self.schema, self.redis, self.sweep, self.deliveries)
        return all(one.sign is Sign.OK for one in signs)


def examine(bench: Workbench, sweep_interval: timedelta) -> Vitals:
    """Ask database and Redis, and read from the rows how the work goes."""
    now = bench.clock()
    if not bench.database.answers():
        unknown = Finding(Sign.UNKNOWN, "The database does not answer.")
        return Vitals(_no_database(), unknown, _redis(bench), unknown, unknown)
    return Vitals(
        database=Finding(Sign.OK, "It answers."),
        schema=_schema(bench),
        redis=_redis(bench),
        sweep=_read(bench, lambda tx: _sweep(tx, now, sweep_interval)),
        deliveries=_read(bench, lambda tx: _deliveries(tx, now)),
    )


def _read(bench: Workbench, look: Callable[[Transaction], Finding]) -> Finding:
    try:
        with bench.database.reading() as tx:
            return look(tx)
    except SQLAlchemyError:
        return Finding(Sign.UNKNOWN, "The database has no such table, or ceased to answer.")


def _no_database() -> Finding:
    say = "It does not answer: webhooks are refused with 503, and GitHub keeps them for three days."
    return Finding(Sign.AWAY, say)


def _schema(bench: Workbench) -> Finding:
    try:
        found = schema.standing(bench.database)
    except SQLAlchemyError:
        return Finding(Sign.UNKNOWN, "The database ceased to answer.")
    return Finding(Sign.OK if found.is_usable else Sign.AWAY, schema.explain(found))


def _redis(bench: Workbench) -> Finding:
    if bench.hints.redis_answers():
        return Finding(Sign.OK, "It answers.")
    say = (
        "It does not answer. Webhooks are kept all the same; work goes on once it is back. Without "
        "SLIPWAY_REDIS_URL it comes with `slipway worker`: see that one runs."
    )
    return Finding(Sign.AWAY, say)


def _sweep(tx: Transaction, now: datetime, interval: timedelta) -> Finding:
    chore = chores.get(tx, sweep.NAME)
    if chore is None or chore.done_at is None:
        return Finding(Sign.LATE, "No worker ever swept: start one with `slipway worker`.")
    age = now - chore.done_at
    said, seconds = f"A worker swept {span(age)} ago.", max(int(age.total_seconds()), 0)
    if age > max(3 * interval, _SHORTEST_PATIENCE):
        return Finding(Sign.LATE, f"{said} Either none runs, or none reaches Redis.", seconds)
    return Finding(Sign.OK, said, seconds)


def _deliveries(tx: Transaction, now: datetime) -> Finding:
    found = figures.of_deliveries(tx)
    if found.oldest_at is None:
        return Finding(Sign.OK, "None waits to be handled.", 0)
    age = now - found.oldest_at
    wait = "1 waits" if found.waiting == 1 else f"{found.waiting} wait"
    say = f"{wait} to be handled, the oldest for {span(age)}."
    sign = Sign.LATE if age > SLOW_DELIVERY else Sign.OK
    return Finding(sign, say, max(int(age.total_seconds()), 0))

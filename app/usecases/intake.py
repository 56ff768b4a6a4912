"""Takes deliveries that wait, batch after batch, and says what must be looked at."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial

import structlog

from app.github import events
from app.github.errors import GitHubError
from app.github.events import Ignored, InstallationChanged
from app.store import deliveries, outage
from app.store.database import Transaction
from app.store.deliveries import Delivery, DeliveryState, Outcome
from app.usecases import concern, wanting
from app.usecases.concern import Concern
from app.usecases.wanting import Wanted
from app.usecases.workbench import Workbench

BATCH = 100
BATCH_BYTES = 8 * 2**20

TURN = timedelta(seconds=5)
"""After so long the other work has its turn, before the next deliveries are taken."""

PAUSE_AFTER_FAILURE = timedelta(seconds=10)
"""A delivery that could not be handled is left alone for so long."""

_MOST_IDS_LOGGED = 20

_Pick = Callable[[Transaction], Sequence[Delivery]]

_log = structlog.get_logger(__name__)


def take(bench: Workbench) -> None:
    """Handle deliveries, oldest first, until none waits or the turn is over."""
    own_login = _own_login(bench)
    ends_at = bench.clock() + TURN
    while newest := _take_batch(bench, own_login):
        if bench.clock() >= ends_at:
            bench.hints.deliveries(newest)
            return


def handle(bench: Workbench, delivery_id: int) -> None:
    """Handle one delivery if it still waits; what goes wrong with it is put on record."""
    _handle_alone(bench, _own_login(bench), delivery_id)


def _take_batch(bench: Workbench, own_login: str) -> int | None:
    """Handle some deliveries; the newest one's row id, None if none waits."""
    ids: list[int] = []

    def pick(tx: Transaction) -> Sequence[Delivery]:
        tried_before = bench.clock() - PAUSE_AFTER_FAILURE
        picked = deliveries.take(tx, tried_before, BATCH, BATCH_BYTES)
        ids.extend(one.id for one in picked)
        return picked

    try:
        _handle_all(bench, own_login, pick)
    except Exception as error:
        if outage.of(error):
            raise
        _log.warning("batch failed, its deliveries are handled one by one", deliveries=len(ids))
        for delivery_id in ids:
            _handle_alone(bench, own_login, delivery_id)
    return ids[-1] if ids else None


def _handle_alone(bench: Workbench, own_login: str, delivery_id: int) -> None:
    def pick(tx: Transaction) -> Sequence[Delivery]:
        delivery = deliveries.take_one(tx, delivery_id)
        return [delivery] if delivery else []

    try:
        _handle_all(bench, own_login, pick)
    except Exception as error:
        if outage.of(error):
            raise
        # PostgreSQL keeps no NUL, and what cannot be put down would be tried for ever.
        reason = f"{type(error).__name__}: {error}"[:500].replace("\0", "")
        with bench.database.transaction() as tx:
            state = deliveries.fail(tx, delivery_id, reason, bench.clock())
        _log.exception("delivery failed", delivery=delivery_id, state=state)


def _handle_all(bench: Workbench, own_login: str, pick: _Pick) -> None:
    """Handle the picked deliveries in one transaction, each row being wanted once."""
    with bench.database.transaction() as tx:
        picked = pick(tx)
        meanings = [(one, _meaning(bench, tx, one, own_login)) for one in picked]
        concerns = {what for _, what in meanings if isinstance(what, Concern)}
        wanted = wanting.want(bench, tx, concerns)
        outcomes = [_outcome(one, what, wanted) for one, what in meanings]
        deliveries.finish(tx, outcomes, bench.clock())
        tx.after_commit(partial(wanting.hint, bench, wanted.values()))
    for (delivery, what), outcome in zip(meanings, outcomes, strict=True):
        _tell(delivery, what, outcome, wanted)


def _own_login(bench: Workbench) -> str:
    """Without it our own writes are looked at once more, which costs a read and harms nothing."""
    try:
        return bench.github.own_login()
    except GitHubError as error:
        _log.info("own login unknown", reason=str(error))
        return ""


def _meaning(
    bench: Workbench, tx: Transaction, delivery: Delivery, own_login: str
) -> Concern | Ignored:
    event = events.decode(delivery.event, delivery.body, own_login)
    meaning = concern.of(bench, tx, event)
    if isinstance(event, InstallationChanged) and isinstance(meaning, Concern):
        bench.github.forget_installation(meaning.organisation)
    return meaning


def _outcome(
    delivery: Delivery, meaning: Concern | Ignored, wanted: Mapping[Concern, Wanted]
) -> Outcome:
    if isinstance(meaning, Ignored):
        return Outcome(delivery.id, DeliveryState.IGNORED, meaning.reason)
    return Outcome(delivery.id, DeliveryState.DONE, f"{wanted[meaning].count} to look at")


def _tell(
    delivery: Delivery,
    meaning: Concern | Ignored,
    outcome: Outcome,
    wanted: Mapping[Concern, Wanted],
) -> None:
    """One line a delivery, from which its trace goes on to the rows."""
    found = Wanted() if isinstance(meaning, Ignored) else wanted[meaning]
    _log.info(
        "delivery handled",
        delivery=delivery.id,
        guid=delivery.guid,
        event_type=delivery.event,
        state=outcome.state,
        note=outcome.note,
        requests=list(found.requests[:_MOST_IDS_LOGGED]),
        requests_count=len(found.requests),
        checks=list(found.checks[:_MOST_IDS_LOGGED]),
    )

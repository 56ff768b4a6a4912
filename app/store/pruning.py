"""Which rows may go: what was handled long ago, and files that nobody has asked for since."""

from datetime import datetime
from typing import Any

from sqlalchemy import Table, and_, delete, or_, select, update

from app.domain.state import State
from app.store.database import Transaction
from app.store.deliveries import DeliveryState
from app.store.tables import (
    deliveries,
    pairs,
    redeliveries,
    renderings,
    requests,
    spendings,
    template_trees,
)

_ENDED = (State.NO_REQUEST, State.LIVE, State.CANCELLED)
_HANDLED = (DeliveryState.DONE, DeliveryState.IGNORED)


def drop_deliveries(tx: Transaction, before: datetime, limit: int) -> int:
    """Deliveries that were handled before that moment, the oldest first; how many.

    Only the oldest `limit` are looked at, and none that is parked goes.
    """
    dropped = 0
    for state in _HANDLED:
        oldest = (
            select(deliveries.c.id, deliveries.c.handled_at)
            .where(deliveries.c.state == state)
            .order_by(deliveries.c.id)
            .limit(limit)
        )
        rows = tx.connection.execute(oldest)
        ids = [row.id for row in rows if row.handled_at is not None and row.handled_at < before]
        dropped += tx.connection.execute(
            delete(deliveries).where(deliveries.c.id.in_(ids))
        ).rowcount
    return dropped


def drop_files(tx: Transaction, before: datetime, limit: int) -> int:
    """Template trees and renderings not used since that moment; how many.

    What a build still needs stays, and so do the trees of requests that may still be built: GitHub
    forgets a tree that no branch leads to any more. What goes is fetched or rendered anew if it is
    asked for.
    """
    needed = (
        select(pairs.c.plan["rendering"].as_string())
        .join(requests, requests.c.id == pairs.c.request_id)
        .where(requests.c.state.in_([State.BUILDING, State.FAILED]))
    )
    kept_tree = template_trees.c.tree_id.not_in(_pinned_trees(tx))
    return _drop_unused(tx, template_trees, "tree_id", before, limit, kept_tree) + _drop_unused(
        tx, renderings, "digest", before, limit, renderings.c.digest.not_in(needed)
    )


def _pinned_trees(tx: Transaction) -> set[str]:
    """Few, however many requests there are: most have the same."""
    of_open = select(requests.c.template_trees).where(requests.c.state.not_in(_ENDED))
    rows = tx.connection.execute(of_open).scalars()
    return {tree_id for trees in rows for tree_id in trees.values()}


def date_files(tx: Transaction, now: datetime) -> None:
    """Files that were kept before it was noted when they are used count as used now."""
    for table in (template_trees, renderings):
        tx.connection.execute(update(table).where(table.c.used_at.is_(None)).values(used_at=now))


def drop_redeliveries(tx: Transaction, before: datetime) -> int:
    """What GitHub's log holds no more; how many."""
    old = redeliveries.c.delivered_at < before
    return tx.connection.execute(delete(redeliveries).where(old)).rowcount


def drop_spendings(tx: Transaction, before: datetime) -> int:
    """Calls that no limit counts any more; how many."""
    return tx.connection.execute(delete(spendings).where(spendings.c.at < before)).rowcount


def _drop_unused(
    tx: Transaction, table: Table, name: str, before: datetime, limit: int, *conditions: Any
) -> int:
    keys = tx.connection.execute(
        select(table.c.organisation, table.c[name])
        .where(table.c.used_at < before, *conditions)
        .limit(limit)
    ).all()
    if not keys:
        return 0
    # Asked again: somebody may have used one of them in between.
    one_of = or_(*(and_(table.c.organisation == key[0], table.c[name] == key[1]) for key in keys))
    statement = delete(table).where(one_of, table.c.used_at < before)
    return tx.connection.execute(statement).rowcount

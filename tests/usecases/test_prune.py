"""When rows are dropped, and that what is left is enough to go on."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import update

from app.store import tables
from app.store.deliveries import DeliveryState
from app.usecases.chores import run_due
from app.usecases.prune import PRUNE
from app.usecases.recovery import RECOVERY
from tests.usecases.conftest import Post


def test_a_handled_delivery_is_dropped_after_the_days_that_are_set(post: Post) -> None:
    post.arrive(*post.has_sent(3))
    handled = {"state": DeliveryState.DONE, "handled_at": post.bench.clock()}
    with post.bench.database.transaction() as tx:
        tx.connection.execute(update(tables.deliveries).values(**handled))

    post.passes(days=29)
    post.does(PRUNE)
    assert post.chore(PRUNE).note == "0 deliveries and 0 sets of files dropped"

    post.passes(days=2)
    post.does(PRUNE)
    assert post.chore(PRUNE).note == "3 deliveries and 0 sets of files dropped"


def test_what_githubs_log_still_holds_is_known_again_after_pruning(post: Post) -> None:
    post.arrive(*post.has_sent(3))
    handled = {"state": DeliveryState.DONE, "handled_at": post.bench.clock()}
    with post.bench.database.transaction() as tx:
        tx.connection.execute(update(tables.deliveries).values(**handled))
    post.passes(days=3, seconds=-60)

    shortest = replace(post.bench, keep_deliveries=timedelta(days=4))
    run_due(shortest, [PRUNE, RECOVERY])

    assert post.was_asked() == []

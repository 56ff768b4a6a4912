"""Promise 4: the same events again, under other ids, backwards or much later, change nothing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from app.domain.budget import Kind
from app.github.calls import Call
from app.store import deliveries, tables
from app.store.deliveries import Arrival
from app.usecases import intake
from tests.journeys.acme import Acme, connect
from tests.journeys.whole import assert_one_whole_pair

Order = Callable[[Sequence[Arrival]], Iterable[Arrival]]


@pytest.mark.parametrize("order", [list, reversed], ids=["in their order", "backwards"])
def test_every_event_again_under_another_id_changes_nothing(
    busy_acme: Acme, order: Order, request: pytest.FixtureRequest
) -> None:
    name = f"again-{request.node.callspec.id.split()[0]}"
    filed = busy_acme.files(name=name)
    filed.is_approved()
    before = _shown(filed.issue), filed.comments
    writes: list[Call] = []

    busy_acme.waits(3 * 3600)
    _come_again(busy_acme, order)
    _settle(busy_acme, writes)

    assert writes == []
    assert (_shown(filed.issue), filed.comments) == before
    assert_one_whole_pair(filed, name)


def _come_again(acme: Acme, order: Order) -> None:
    """All that was ever delivered, as new deliveries."""
    table = tables.deliveries.c
    columns = (table.guid, table.event, table.action, table.installation_id, table.organisation)
    with acme.bench.database.transaction() as tx:
        statement = select(*columns, table.body, table.received_at).order_by(table.id)
        kept = [Arrival(*row) for row in tx.connection.execute(statement)]
    for number, one in enumerate(order(kept)):
        arrival = replace(one, guid=f"{number:04}-{one.guid[:50]}", received_at=acme.bench.clock())
        with acme.bench.database.transaction() as tx:
            deliveries.record(tx, [arrival])


def _settle(acme: Acme, writes: list[Call]) -> None:
    """Slipway takes it all in at once, as after a long pause; its writes are noted."""

    def note(call: Call) -> None:
        # A token is asked for by a connection that knows none yet, and changes nothing.
        if call.kind is not Kind.READ and "access_tokens" not in call.route:
            writes.append(call)

    github = connect(acme.sandbox, note, acme.bench.database)
    listening = acme.with_bench(github=github)
    intake.take(listening.bench)
    listening.settles()


def _shown(issue: Any) -> Any:
    return {key: issue[key] for key in ("state", "title", "labels", "comments", "updated_at")}

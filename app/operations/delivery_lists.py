"""`slipway deliveries` and `slipway replay`: what became of webhooks, and once more for one."""

from collections.abc import Iterator, Sequence
from typing import TextIO

from app.operations import screen
from app.operations.said import Said
from app.store import audit, deliveries, overview
from app.store.audit import Action, Entry
from app.store.overview import Receipt
from app.usecases.workbench import Workbench


def read(bench: Workbench, limit: int, *, failed: bool) -> list[Receipt]:
    """The newest deliveries, newest first."""
    with bench.database.reading() as tx:
        return overview.receipts(tx, limit, failed=failed)


def write(stream: TextIO, receipts: Sequence[Receipt], *, failed: bool) -> None:
    """A line for each: number, moment, state, event, organisation, guid, note."""
    if not receipts:
        screen.line(stream, "No delivery is parked." if failed else "No delivery is on record.")
        return
    screen.table(stream, _rows(receipts), indent="")
    if failed:
        screen.line(stream)
        screen.line(stream, "Once the cause is mended: slipway replay NUMBER")


def _rows(receipts: Sequence[Receipt]) -> Iterator[tuple[str, ...]]:
    yield "number", "received (UTC)", "state", "event", "organisation", "guid", "note"
    for one in receipts:
        event = f"{one.event}.{one.action}" if one.action else one.event
        moment = f"{one.received_at:%Y-%m-%d %H:%M:%S}"
        organisation = one.organisation or "-"
        yield str(one.id), moment, one.state.value, event, organisation, one.guid, one.note


def replay(bench: Workbench, name: str, operator: str) -> Said:
    """Let a delivery be handled anew, whatever became of it."""
    with bench.database.transaction() as tx:
        found = overview.receipt(tx, name)
        if found is None:
            return Said.refused(
                f"No delivery has the number or guid {name}. `slipway deliveries` lists the "
                "newest; one that GitHub knows and Slipway does not is redelivered on the App's "
                "page, under Advanced."
            )
        deliveries.again(tx, found.id)
        reason = f"Delivery {found.id} ({found.event}), which was {found.state}, is handled anew."
        told = {"delivery": found.id, "guid": found.guid}
        entry = Entry(
            organisation=found.organisation or "",
            request_id=None,
            at=bench.clock(),
            actor=f"operator {operator}",
            action=Action.REPLAYED,
            reason=reason,
            data=told,
        )
        audit.add(tx, entry)
        tx.after_commit(lambda: bench.hints.deliveries(found.id))
    return Said(reason, to_be_done=True)

"""Takes up again what was parked, at an operator's word: a build, a look, or a wait for either."""

from datetime import datetime
from typing import Any

from app.domain.state import State
from app.github.issues import CloseReason
from app.store import pairs, requests, services
from app.store.audit import Action
from app.store.database import Transaction
from app.store.requests import RequestRow
from app.usecases import record
from app.usecases.debts import Debt
from app.usecases.workbench import Workbench


class NotResumable(Exception):
    """Nothing was changed. The text says why and what to do."""


def resume(bench: Workbench, request_id: int, operator: str) -> RequestRow:
    """Let a request go on now, from where it stopped. Raises NotResumable."""
    with bench.database.transaction() as tx:
        row = _taken(tx, bench, request_id)
        if not _is_halted(row, bench.clock()):
            raise NotResumable(
                f"{_called(row)} is not parked and waits for nothing: it is {row.state.value}. "
                "Nothing was done."
            )
        state = State.BUILDING if row.state is State.FAILED else row.state
        row = _changed(tx, bench, row, state=state)
        record.act(tx, row, bench.clock(), Action.RESUMED, _told(row), actor=_by(operator))
        requests.release(tx, row)
        tx.after_commit(lambda: bench.hints.request(request_id))
    return row


def give_up(bench: Workbench, request_id: int, operator: str) -> RequestRow:
    """End a build that stopped and whose issue is gone, and free its names.

    What was built stays, for an admin to keep or delete. Raises NotResumable for any other
    request: its own people end it by `/slipway cancel`.
    """
    with bench.database.transaction() as tx:
        row = _taken(tx, bench, request_id)
        if row.state is not State.FAILED:
            raise NotResumable(
                f"{_called(row)} is {row.state.value}, and only a build that stopped can be given "
                "up. `/slipway cancel` on its issue ends one that is not built yet. Nothing was "
                "done."
            )
        end = Debt(close=CloseReason.NOT_PLANNED).to_json()
        row = _changed(tx, bench, row, state=State.CANCELLED, announcement=end)
        pairs.release_names(tx, row)
        services.remove(tx, row)
        reason = "Its build had stopped; its names are free, and what was built stays."
        record.act(tx, row, bench.clock(), Action.CANCELLED, reason, actor=_by(operator))
        requests.release(tx, row)
        tx.after_commit(lambda: bench.hints.request(request_id))
    return row


def _taken(tx: Transaction, bench: Workbench, request_id: int) -> RequestRow:
    """The request under a claim of ours, which ends with this transaction."""
    known = requests.get(tx, request_id)
    if known is None:
        raise NotResumable(f"There is no request with the row id {request_id}.")
    if not bench.serves(tx, known):
        raise NotResumable(
            f"{_called(known)} rests, for {known.organisation} is not in SLIPWAY_ORGS. List it "
            "there and restart the processes: then it goes on. Nothing was done."
        )
    row = requests.claim(tx, request_id, bench.clock(), bench.lease)
    if row is not None:
        return row
    raise NotResumable(
        f"A worker is at {_called(known)} just now, or died at it: then another one goes on when "
        "its claim runs out, as `slipway status` says. Nothing was done."
    )


def _changed(tx: Transaction, bench: Workbench, row: RequestRow, **values: Any) -> RequestRow:
    return requests.save(
        tx,
        row,
        bench.clock(),
        wanted=row.wanted + 1,
        failures=0,
        failure=None,
        wait_until=None,
        **values,
    )


def _is_halted(row: RequestRow, now: datetime) -> bool:
    waits = row.wait_until is not None and row.wait_until > now
    return row.state is State.FAILED or row.failure is not None or waits


def _told(row: RequestRow) -> str:
    if row.state is State.BUILDING:
        return "The build goes on from the step where it stopped."
    return "It is looked at again."


def _called(row: RequestRow) -> str:
    return f"{row.organisation}#{row.issue_number}"


def _by(operator: str) -> str:
    return f"operator {operator}"

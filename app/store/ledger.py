"""The ledger of calls to GitHub: what each installation spent of its limits, over all workers.

It is asked twice for each call, so its statements are built once.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from app.domain.budget import (
    HOUR,
    MINUTE,
    Ask,
    Kind,
    Primary,
    Resource,
    Standing,
    Tally,
    Window,
)
from app.store.database import Transaction
from app.store.tables import Instant, budgets, call_totals, spendings

_WHO: BindParameter[int] = bindparam("who")
_NOW = bindparam("now", type_=Instant())
_MINUTE_AGO = bindparam("minute_ago", type_=Instant())
_HOUR_AGO = bindparam("hour_ago", type_=Instant())
_SPENT = spendings.c

_COLUMNS = (
    budgets.c.primary_limits,
    budgets.c.paused_until,
    budgets.c.pause_reason,
    budgets.c.strikes,
    budgets.c.writer,
    budgets.c.writer_until,
    budgets.c.next_write_at,
    budgets.c.people_until,
)
_STANDING = select(*_COLUMNS).where(budgets.c.installation_id == _WHO).with_for_update()
_SAVE = (
    update(budgets)
    .where(budgets.c.installation_id == _WHO)
    .values({column.name: bindparam(f"new_{column.name}") for column in _COLUMNS})
)

_UNDER_WAY = and_(_SPENT.until.is_not(None), _SPENT.until > _NOW)
_LATELY = or_(_SPENT.at > _MINUTE_AGO, _UNDER_WAY)
_OF_RESOURCE = _SPENT.resource == bindparam("resource")
_POINTS = and_(_LATELY, _OF_RESOURCE)
_CREATING = _SPENT.content > 0
_TALLY = select(
    func.sum(case((_POINTS, _SPENT.points), else_=0)),
    func.min(case((_POINTS, _SPENT.at))),
    func.sum(case((_LATELY, _SPENT.content), else_=0)),
    func.min(case((and_(_LATELY, _CREATING), _SPENT.at))),
    func.sum(_SPENT.content),
    func.min(case((_CREATING, _SPENT.at))),
    func.sum(case((and_(_UNDER_WAY, _OF_RESOURCE), 1), else_=0)),
    func.sum(case((_UNDER_WAY, 1), else_=0)),
).where(_SPENT.installation_id == _WHO, _SPENT.at > _HOUR_AGO)

_SPEND = insert(spendings).returning(_SPENT.id)
_END = (
    update(spendings)
    .where(_SPENT.id == bindparam("spending"), _SPENT.at == bindparam("began", type_=Instant()))
    .values(at=bindparam("ended_at"), until=None)
)
_FORGET = delete(spendings).where(
    _SPENT.installation_id == _WHO,
    or_(_SPENT.at <= _HOUR_AGO, and_(_SPENT.at <= _MINUTE_AGO, _SPENT.content == 0)),
    or_(_SPENT.until.is_(None), _SPENT.until <= _NOW),
)


def standing(tx: Transaction, installation_id: int) -> Standing:
    """What is known of an installation. Until the transaction ends, nobody else asks for it."""
    found = tx.connection.execute(_STANDING, {"who": installation_id}).one_or_none()
    if found is None:
        _open(tx, installation_id)
        found = tx.connection.execute(_STANDING, {"who": installation_id}).one()
    kept, *rest = found
    return Standing(_primary(kept), *rest)


def save(tx: Transaction, installation_id: int, known: Standing) -> None:
    """Keep what is known of an installation."""
    values = {f"new_{column.name}": getattr(known, column.name) for column in _COLUMNS[1:]}
    values["new_primary_limits"] = _to_json(known.primary)
    tx.connection.execute(_SAVE, {"who": installation_id, **values})


def tally(tx: Transaction, installation_id: int, resource: Resource, now: datetime) -> Tally:
    """What was spent in the windows that end now; a call under way counts until it has ended."""
    asked = _at(installation_id, now) | {"resource": resource}
    points, first, minute, first_minute, hour, first_hour, under_way, all_under_way = (
        tx.connection.execute(_TALLY, asked).one()
    )
    return Tally(
        _window(points, first, MINUTE),
        _window(minute, first_minute, MINUTE),
        _window(hour, first_hour, HOUR),
        under_way or 0,
        all_under_way or 0,
    )


def spend(
    tx: Transaction, installation_id: int, ask: Ask, kind: Kind, now: datetime, until: datetime
) -> int:
    """Put a call down that is about to be made and will have ended at `until`; its id."""
    values = {
        "installation_id": installation_id,
        "at": now,
        "kind": kind,
        "resource": ask.resource,
        "points": ask.points,
        "content": ask.content,
        "until": until,
    }
    spending_id: int = tx.connection.execute(_SPEND, values).scalar_one()
    return spending_id


def end(tx: Transaction, spending_id: int, began: datetime, now: datetime) -> bool:
    """The call has ended. It counts from now on: GitHub counted it before it answered.

    False if it is not put down any more. SQLite gives its id to another call then, which began at
    another time.
    """
    at = {"spending": spending_id, "began": began, "ended_at": now}
    return tx.connection.execute(_END, at).rowcount == 1


def forget_the_old(tx: Transaction, installation_id: int, now: datetime) -> None:
    """Drop what no limit counts any more."""
    tx.connection.execute(_FORGET, _at(installation_id, now))


def count(
    tx: Transaction, installation_id: int, route: str, outcome: str, milliseconds: int
) -> None:
    """Add one call to the totals that are kept for good."""
    added = tx.insert(call_totals).values(
        installation_id=installation_id,
        route=route,
        outcome=outcome,
        calls=1,
        milliseconds=milliseconds,
    )
    tx.connection.execute(
        added.on_conflict_do_update(
            index_elements=["installation_id", "route", "outcome"],
            set_={
                "calls": call_totals.c.calls + 1,
                "milliseconds": call_totals.c.milliseconds + milliseconds,
            },
        )
    )


def _open(tx: Transaction, installation_id: int) -> None:
    statement = tx.insert(budgets).values(installation_id=installation_id, primary_limits={})
    tx.connection.execute(statement.on_conflict_do_nothing(index_elements=["installation_id"]))


def _at(installation_id: int, now: datetime) -> dict[str, Any]:
    return {
        "who": installation_id,
        "now": now,
        "minute_ago": now - MINUTE,
        "hour_ago": now - HOUR,
    }


def _window(spent: int | None, first: datetime | None, length: timedelta) -> Window:
    return Window(spent or 0, first + length if first is not None else None)


def _primary(kept: Mapping[str, Mapping[str, Any]]) -> dict[Resource, Primary]:
    return {
        Resource(name): Primary(
            one["limit"], one["remaining"], datetime.fromtimestamp(one["reset"], UTC)
        )
        for name, one in kept.items()
    }


def _to_json(primary: Mapping[Resource, Primary]) -> dict[str, Any]:
    return {
        name.value: {**asdict(one), "reset": int(one.reset.timestamp())}
        for name, one in primary.items()
    }

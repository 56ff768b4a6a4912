"""The ledger of calls to GitHub: what each installation spent of its limits, over all workers."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, delete, func, or_, select, update

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
from app.store.tables import budgets, call_totals, spendings

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


def standing(tx: Transaction, installation_id: int) -> Standing:
    """What is known of an installation. Until the transaction ends, nobody else asks for it."""
    statement = (
        select(*_COLUMNS).where(budgets.c.installation_id == installation_id).with_for_update()
    )
    row = tx.connection.execute(statement).mappings().one_or_none()
    if row is None:
        _open(tx, installation_id)
        row = tx.connection.execute(statement).mappings().one()
    values = dict(row)
    return Standing(primary=_primary(values.pop("primary_limits")), **values)


def save(tx: Transaction, installation_id: int, known: Standing) -> None:
    """Keep what is known of an installation."""
    values = {column.name: getattr(known, column.name) for column in _COLUMNS[1:]}
    statement = update(budgets).where(budgets.c.installation_id == installation_id)
    tx.connection.execute(statement.values(primary_limits=_to_json(known.primary), **values))


def tally(tx: Transaction, installation_id: int, resource: Resource, now: datetime) -> Tally:
    """What was spent in the windows that end now; a call under way counts until it has ended."""
    spent = spendings.c
    open_ = and_(spent.until.is_not(None), spent.until > now)
    lately = or_(spent.at > now - MINUTE, open_)
    of_resource = and_(lately, spent.resource == resource)
    creating = spent.content > 0
    statement = select(
        func.sum(case((of_resource, spent.points), else_=0)),
        func.min(case((of_resource, spent.at))),
        func.sum(case((lately, spent.content), else_=0)),
        func.min(case((and_(lately, creating), spent.at))),
        func.sum(spent.content),
        func.min(case((creating, spent.at))),
        func.sum(case((and_(open_, spent.resource == resource), 1), else_=0)),
        func.sum(case((open_, 1), else_=0)),
    ).where(spent.installation_id == installation_id, spent.at > now - HOUR)
    points, first, minute, first_minute, hour, first_hour, under_way, all_under_way = (
        tx.connection.execute(statement).one()
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
    statement = (
        tx.insert(spendings)
        .values(
            installation_id=installation_id,
            at=now,
            kind=kind,
            resource=ask.resource,
            points=ask.points,
            content=ask.content,
            until=until,
        )
        .returning(spendings.c.id)
    )
    spending_id: int = tx.connection.execute(statement).scalar_one()
    return spending_id


def end(tx: Transaction, spending_id: int, now: datetime) -> None:
    """The call has ended. It counts from now on: GitHub counted it before it answered."""
    statement = update(spendings).where(spendings.c.id == spending_id)
    tx.connection.execute(statement.values(at=now, until=None))


def forget_the_old(tx: Transaction, installation_id: int, now: datetime) -> None:
    """Drop what no limit counts any more."""
    spent = spendings.c
    is_old = or_(spent.at <= now - HOUR, and_(spent.at <= now - MINUTE, spent.content == 0))
    has_ended = or_(spent.until.is_(None), spent.until <= now)
    tx.connection.execute(
        delete(spendings).where(spent.installation_id == installation_id, is_old, has_ended)
    )


def count(
    tx: Transaction, installation_id: int, route: str, outcome: str, milliseconds: int
) -> None:
    """Add one call to the totals that are kept for good."""
    statement = tx.insert(call_totals).values(
        installation_id=installation_id,
        route=route,
        outcome=outcome,
        calls=1,
        milliseconds=milliseconds,
    )
    tx.connection.execute(
        statement.on_conflict_do_update(
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


def _window(spent: int | None, first: datetime | None, length: timedelta) -> Window:
    return Window(spent or 0, first + length if first is not None else None)


def _primary(kept: dict[str, dict[str, Any]]) -> dict[Resource, Primary]:
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

"""How much of everything there is, as operators ask: counted by indexes or over what is open.

Whatever became of the past is never counted through, so that asking stays cheap for ever.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Text, and_, cast, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from app.domain.state import State
from app.store.database import Transaction
from app.store.deliveries import DeliveryState
from app.store.tables import (
    audit,
    budgets,
    call_totals,
    deliveries,
    redeliveries,
    requests,
    spendings,
)

_SETTLED = [state.value for state in State if state.is_settled]


@dataclass(frozen=True, slots=True)
class DeliveryFigures:
    """`oldest_at`: when the one arrived that waits longest; None when none waits."""

    waiting: int
    failed: int
    oldest_at: datetime | None


@dataclass(frozen=True, slots=True)
class RequestFigures:
    """`held_back` counts what waits for a moment: to `retry` what failed, or for another `wait`.

    `resting` counts what is open in organisations that are not served, and no other count does.
    """

    by_state: Mapping[State, int]
    held_back: Mapping[str, int]
    due: int
    at_work: int
    parked: int
    resting: int


@dataclass(frozen=True, slots=True)
class BudgetFigures:
    """One installation's budget; 0 is the App itself.

    `primary_limits` by resource, until the hour that GitHub told them of is over: what is left of
    the next one, nobody knows. `spent` has (kind, calls, points) of the last minute; `content` what
    was created in an hour.
    """

    installation_id: int
    primary_limits: Mapping[str, Mapping[str, Any]]
    paused_until: datetime | None
    pause_reason: str
    spent: tuple[tuple[str, int, int], ...]
    content: int


@dataclass(frozen=True, slots=True)
class CallFigures:
    """Calls to GitHub since the first one, of one route with one outcome."""

    installation_id: int
    route: str
    outcome: str
    calls: int
    milliseconds: int


def of_deliveries(tx: Transaction) -> DeliveryFigures:
    """How many wait to be handled, how many are parked."""
    statement = (
        select(deliveries.c.state, func.count(), func.min(deliveries.c.id))
        .where(deliveries.c.state.in_([DeliveryState.WAITING, DeliveryState.FAILED]))
        .group_by(deliveries.c.state)
    )
    found = {state: (count, first) for state, count, first in tx.connection.execute(statement)}
    waiting, oldest = found.get(DeliveryState.WAITING, (0, None))
    oldest_at = None
    if oldest is not None:
        statement = select(deliveries.c.received_at).where(deliveries.c.id == oldest)
        oldest_at = tx.connection.execute(statement).scalar_one_or_none()
    return DeliveryFigures(waiting, found.get(DeliveryState.FAILED, (0, None))[0], oldest_at)


def of_requests(tx: Transaction, now: datetime, organisations: Collection[str]) -> RequestFigures:
    """How many stand where, and how many of those in these organisations wait for what."""
    by_state = select(requests.c.state, func.count()).group_by(requests.c.state)
    ours, still_open = is_of(organisations), requests.c.state.not_in(_SETTLED)
    failing = and_(is_held_back(now), requests.c.failures > 0)
    waiting = and_(is_held_back(now), requests.c.failures == 0)
    return RequestFigures(
        by_state={State(name): count for name, count in tx.connection.execute(by_state)},
        held_back={"wait": _count(tx, ours, waiting), "retry": _count(tx, ours, failing)},
        due=_count(tx, ours, is_due(now), ~is_held_back(now), ~is_at_work(now)),
        at_work=_count(tx, ours, is_at_work(now)),
        parked=_count(tx, ours, is_parked()),
        resting=_count(tx, ~ours, still_open),
    )


def of_budgets(tx: Transaction, now: datetime) -> list[BudgetFigures]:
    """What each installation may still do, and what it did lately."""
    spent = _spent(tx, now - timedelta(minutes=1))
    content = _content(tx, now - timedelta(hours=1))
    columns = (
        budgets.c.installation_id,
        budgets.c.primary_limits,
        budgets.c.paused_until,
        budgets.c.pause_reason,
    )
    rows = tx.connection.execute(select(*columns).order_by(budgets.c.installation_id))
    return [
        BudgetFigures(
            installation_id=one,
            primary_limits=_of_this_hour(limits, now),
            paused_until=paused_until,
            pause_reason=reason,
            spent=tuple(spent.get(one, ())),
            content=content.get(one, 0),
        )
        for one, limits, paused_until, reason in rows
    ]


def _of_this_hour(
    limits: Mapping[str, Mapping[str, Any]], now: datetime
) -> dict[str, Mapping[str, Any]]:
    return {name: one for name, one in limits.items() if one["reset"] > now.timestamp()}


def _spent(tx: Transaction, since: datetime) -> dict[int, list[tuple[str, int, int]]]:
    spent: dict[int, list[tuple[str, int, int]]] = {}
    key = (spendings.c.installation_id, spendings.c.kind)
    statement = select(*key, func.count(), func.sum(spendings.c.points))
    lately = statement.where(spendings.c.at > since).group_by(*key).order_by(*key)
    for installation_id, kind, calls, points in tx.connection.execute(lately):
        spent.setdefault(installation_id, []).append((kind, calls, int(points)))
    return spent


def _content(tx: Transaction, since: datetime) -> dict[int, int]:
    key = spendings.c.installation_id
    statement = select(key, func.sum(spendings.c.content)).where(spendings.c.at > since)
    return {one: int(created) for one, created in tx.connection.execute(statement.group_by(key))}


def organisations(tx: Transaction) -> Mapping[int, str]:
    """Whose installation is which, as far as the newest deliveries tell."""
    key = (deliveries.c.installation_id, deliveries.c.organisation)
    newest = select(*key).order_by(deliveries.c.id.desc()).limit(500).subquery()
    found = tx.connection.execute(select(newest).distinct())
    return {installation: name for installation, name in found if installation and name}


def of_calls(tx: Transaction) -> list[CallFigures]:
    """All calls to GitHub, summed by installation, route and outcome."""
    columns = [call_totals.c[name] for name in CallFigures.__dataclass_fields__]
    statement = select(*columns).order_by(*columns[:3])
    return [CallFigures(*row) for row in tx.connection.execute(statement)]


def lost_deliveries(tx: Transaction) -> int:
    """How many were asked for again and have not come yet."""
    statement = (
        select(func.count())
        .select_from(redeliveries)
        .where(~select(1).where(deliveries.c.guid == redeliveries.c.guid).exists())
    )
    return int(tx.connection.execute(statement).scalar_one())


def newest_audit_entry(tx: Transaction) -> int:
    """The number of the newest entry: the audit is too long to be counted."""
    return int(tx.connection.execute(select(func.max(audit.c.id))).scalar_one() or 0)


def is_of(organisations: Collection[str]) -> ColumnElement[bool]:
    """It belongs to one of these organisations, as their rows spell them."""
    return requests.c.organisation.in_(organisations)


def is_held_back(now: datetime) -> ColumnElement[bool]:
    """A moment has to come first."""
    return func.coalesce(requests.c.wait_until > now, False)


def is_at_work(now: datetime) -> ColumnElement[bool]:
    """A worker has it."""
    return func.coalesce(requests.c.lease_until > now, False)


def is_due(now: datetime) -> ColumnElement[bool]:
    """There is something to do about it."""
    return or_(
        requests.c.wanted > requests.c.seen,
        requests.c.look_at <= now,
        requests.c.state == State.BUILDING,
    )


def is_parked() -> ColumnElement[bool]:
    """A person has to mend something first."""
    # A failure that was mended is JSON's null in some rows and SQL's in others.
    failed = func.coalesce(cast(requests.c.failure, Text), "null") != "null"
    return or_(requests.c.state == State.FAILED, failed)


def _count(tx: Transaction, *conditions: ColumnElement[bool]) -> int:
    statement = select(func.count()).select_from(requests).where(*conditions)
    return int(tx.connection.execute(statement).scalar_one())

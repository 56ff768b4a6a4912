"""Pairs on their way: names reserved, steps finished, so that any worker can go on."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, null, select, update

from app.store.database import Transaction
from app.store.requests import RequestRow
from app.store.tables import pairs, reservations, steps


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair that is being built or was built.

    `mark` was made before any call to GitHub and stands in what we create, so that a repository
    whose creation was not recorded is known again. `plan` is what was decided (JSON).
    """

    id: int
    organisation: str
    request_id: int
    mark: str
    digest: str
    plan: Mapping[str, Any]
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """A step that was begun; `result` is None until it is finished."""

    name: str
    attempts: int
    result: Mapping[str, Any] | None

    @property
    def is_finished(self) -> bool:
        """Its effect on GitHub is known to be there."""
        return self.result is not None


def start(
    tx: Transaction, row: RequestRow, digest: str, plan: Mapping[str, Any], at: datetime
) -> Pair:
    """Begin a pair for a request, with a mark that nobody can guess."""
    tx.connection.execute(
        insert(pairs).values(
            organisation=row.organisation,
            request_id=row.id,
            mark=secrets.token_hex(16),
            digest=digest,
            plan=dict(plan),
            started_at=at,
        )
    )
    pair = of_request(tx, row.id)
    assert pair is not None
    return pair


def of_request(tx: Transaction, request_id: int) -> Pair | None:
    """The pair of a request, if its build has begun."""
    columns = [pairs.c[name] for name in Pair.__dataclass_fields__]
    statement = select(*columns).where(pairs.c.request_id == request_id)
    row = tx.connection.execute(statement).mappings().one_or_none()
    return Pair(**row) if row else None


def abandon(tx: Transaction, pair: Pair) -> None:
    """Forget a pair of which nothing was created."""
    tx.connection.execute(delete(steps).where(steps.c.pair_id == pair.id))
    tx.connection.execute(delete(pairs).where(pairs.c.id == pair.id))


def steps_of(tx: Transaction, pair: Pair) -> dict[str, Step]:
    """The steps that were begun, by name."""
    statement = select(steps.c.name, steps.c.attempts, steps.c.result).where(
        steps.c.pair_id == pair.id
    )
    return {r.name: Step(r.name, r.attempts, r.result) for r in tx.connection.execute(statement)}


def begin_step(tx: Transaction, pair: Pair, name: str) -> int:
    """Count an attempt before its first call; how many there were with this one."""
    statement = (
        tx.insert(steps)
        .values(pair_id=pair.id, name=name, attempts=1)
        .on_conflict_do_update(
            index_elements=["pair_id", "name"], set_={"attempts": steps.c.attempts + 1}
        )
        .returning(steps.c.attempts)
    )
    attempts: int = tx.connection.execute(statement).scalar_one()
    return attempts


def finish_step(
    tx: Transaction, pair: Pair, name: str, result: Mapping[str, Any], at: datetime
) -> None:
    """Record that a step's effect is there, with what later steps need of it."""
    tx.connection.execute(
        update(steps)
        .where(steps.c.pair_id == pair.id, steps.c.name == name)
        .values(result=dict(result), finished_at=at)
    )


def reopen_steps(tx: Transaction, pair: Pair, names: Sequence[str]) -> None:
    """Say that steps are not done any more; that they were tried before stays known."""
    tx.connection.execute(
        update(steps)
        .where(steps.c.pair_id == pair.id, steps.c.name.in_(names))
        .values(result=null(), finished_at=None)
    )


def reserve(tx: Transaction, row: RequestRow, names: tuple[str, ...]) -> Mapping[str, int]:
    """Reserve repository names for a request; by name, the other request that has one already.

    Nothing is reserved unless all can be.
    """
    taken = reserved(tx, row.organisation, names)
    others = {name: owner for name, owner in taken.items() if owner != row.id}
    if others:
        return others
    missing = [name for name in names if name not in taken]
    if missing:
        tx.connection.execute(
            insert(reservations),
            [
                {
                    "organisation": row.organisation,
                    "name": name.casefold(),
                    "request_id": row.id,
                }
                for name in missing
            ],
        )
    return {}


def reserved(tx: Transaction, organisation: str, names: tuple[str, ...]) -> dict[str, int]:
    """Which of these names are reserved, and for which request (row id)."""
    folded = {name.casefold(): name for name in names}
    statement = select(reservations.c.name, reservations.c.request_id).where(
        reservations.c.organisation == organisation, reservations.c.name.in_(folded)
    )
    return {folded[r.name]: r.request_id for r in tx.connection.execute(statement)}


def release_names(tx: Transaction, row: RequestRow) -> None:
    """Let others have the names that this request reserved."""
    tx.connection.execute(delete(reservations).where(reservations.c.request_id == row.id))

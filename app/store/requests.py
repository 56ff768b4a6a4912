"""Requests: which ones are due, who works on one, and what is remembered of it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select, update

from app.domain.state import State
from app.store import claims
from app.store.claims import LostClaim
from app.store.database import Transaction
from app.store.tables import requests

_HELD_BACK = (State.NEW, State.NEEDS_CORRECTION, State.WAITING)
"""The states in which a limit of the team may hold a request back."""


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request as it is remembered between two looks at GitHub.

    `wanted` counts what was said about it, `seen` how much of that was looked at. `fence` is the
    number of the claim under which it was read. `wait_reason` says what it waits for until
    `wait_until`. `announcement` is a comment that is owed.
    """

    id: int
    organisation: str
    issue_number: int
    state: State
    wanted: int
    seen: int
    look_at: datetime | None
    wait_until: datetime | None
    wait_reason: str
    fence: int
    failures: int
    failure: Mapping[str, str] | None
    announcement: Mapping[str, Any] | None
    comment_id: int | None
    template_trees: Mapping[str, str]
    surroundings: Mapping[str, Any] | None
    owner: str | None
    created_at: datetime

    def needs_a_look(self, now: datetime) -> bool:
        """Something was said about it since it was looked at, or it is time for a slow look."""
        return self.wanted > self.seen or (self.look_at is not None and self.look_at <= now)

    @property
    def is_awaited(self) -> bool:
        """Somebody waits for it; nobody does for a look that is due only after a long silence."""
        return self.state is State.BUILDING or self.wanted > self.seen

    def is_due(self, now: datetime) -> bool:
        """There is something to do, and nothing says to wait."""
        return self.wait(now) == timedelta(0)

    def wait(self, now: datetime) -> timedelta | None:
        """How long what there is to do has to wait; None if there is nothing to do."""
        if self.state is not State.BUILDING and not self.needs_a_look(now):
            return None
        return max((self.wait_until or now) - now, timedelta(0))


def want(tx: Transaction, organisation: str, issue_number: int, at: datetime) -> int:
    """Say that this issue must be looked at (again); the request's row id."""
    statement = (
        tx.insert(requests)
        .values(
            organisation=organisation,
            issue_number=issue_number,
            state=State.NEW,
            wanted=1,
            created_at=at,
            updated_at=at,
        )
        .on_conflict_do_update(
            index_elements=["organisation", "issue_number"],
            set_={"wanted": requests.c.wanted + 1},
        )
        .returning(requests.c.id)
    )
    request_id: int = tx.connection.execute(statement).scalar_one()
    return request_id


def find(tx: Transaction, organisation: str, issue_number: int) -> int | None:
    """The row id of an issue that somebody wanted to be looked at before."""
    statement = select(requests.c.id).where(
        requests.c.organisation == organisation, requests.c.issue_number == issue_number
    )
    found: int | None = tx.connection.execute(statement).scalar_one_or_none()
    return found


def spellings(tx: Transaction, organisations: Iterable[str]) -> tuple[str, ...]:
    """These organisations as their rows spell them."""
    return tuple(spelling(tx, one) for one in organisations)


def spelling(tx: Transaction, organisation: str) -> str:
    """The organisation's login as its rows have it, whose keys heed case as GitHub does not.

    As it is given here while it has none.
    """
    column = requests.c.organisation
    same = select(column).where(column == organisation)
    alike = select(column).where(func.lower(column) == organisation.lower()).order_by(requests.c.id)
    for statement in (same, alike):
        found: str | None = tx.connection.execute(statement.limit(1)).scalar()
        if found is not None:
            return found
    return organisation


def take_turn(tx: Transaction, organisation: str, *, wants_all: bool) -> None:
    """Come before whoever wants several requests of this organisation in one transaction.

    Who wants some, in the order of their issues, does so beside others of the kind. Who wants all
    cannot keep to that order: some may be new, and not to be seen yet. So that one is alone.
    """
    tx.lock(f"requests of {organisation}", shared=not wants_all)


def want_open(tx: Transaction, organisation: str) -> list[int]:
    """Say that every open request of an organisation must be looked at; their row ids."""
    still_open = requests.c.state.not_in([s.value for s in State if s.is_settled])
    statement = (
        update(requests)
        .where(requests.c.organisation == organisation, still_open)
        .values(wanted=requests.c.wanted + 1)
        .returning(requests.c.id)
    )
    return list(tx.connection.execute(statement).scalars())


def lock_of_owner(tx: Transaction, row: RequestRow) -> None:
    """Take a request's row and those that `want_of_owner` may touch, in the order of their ids.

    To be called before the row is changed: of two requests of a team that end at the same moment,
    each would else hold its own row and wait for the other's. What only refers to the rows, as an
    observation does, neither waits for this nor is waited for.
    """
    of_owner = (requests.c.owner == row.owner) & requests.c.state.in_(_HELD_BACK)
    statement = (
        select(requests.c.id)
        .where(requests.c.organisation == row.organisation)
        .where(or_(requests.c.id == row.id, of_owner))
        .order_by(requests.c.id)
        .with_for_update(key_share=True)
    )
    tx.connection.execute(statement).all()


def want_of_owner(tx: Transaction, organisation: str, owner: str) -> list[int]:
    """Say that those requests of an owner team must be looked at that a limit may hold back.

    Their row ids. The others stay untouched: a look costs calls, and two builds that end at the
    same moment would wait for each other's rows.
    """
    held_back = requests.c.state.in_(_HELD_BACK)
    statement = (
        update(requests)
        .where(requests.c.organisation == organisation, requests.c.owner == owner.lower())
        .where(held_back)
        .values(wanted=requests.c.wanted + 1)
        .returning(requests.c.id)
    )
    return list(tx.connection.execute(statement).scalars())


def want_reachable(tx: Transaction, organisation: str) -> list[int]:
    """Say that what kept GitHub from us there may be over: nothing waits any more; row ids.

    Whatever is open, or waits, or was still to be looked at, is looked at now.
    """
    still_open = requests.c.state.not_in([s.value for s in State if s.is_settled])
    waits = requests.c.wait_until.is_not(None)
    statement = (
        update(requests)
        .where(requests.c.organisation == organisation)
        .where(or_(still_open, waits, requests.c.wanted > requests.c.seen))
        .values(wanted=requests.c.wanted + 1, wait_until=None, wait_reason="")
        .returning(requests.c.id)
    )
    return list(tx.connection.execute(statement).scalars())


def last_touched(
    tx: Transaction, organisation: str, issue_numbers: Iterable[int]
) -> Mapping[int, datetime]:
    """Those of these issues that are known, and when anything was last kept of each."""
    statement = select(requests.c.issue_number, requests.c.updated_at).where(
        requests.c.organisation == organisation, requests.c.issue_number.in_(issue_numbers)
    )
    return {row.issue_number: row.updated_at for row in tx.connection.execute(statement)}


def due(tx: Transaction, now: datetime, limit: int, organisations: Collection[str]) -> list[int]:
    """Ids of requests of these organisations that wait for work and that nobody works on.

    Those come first that were left alone for longest: nobody starves behind a busy one.
    """
    statement = (
        select(requests.c.id)
        .where(
            requests.c.organisation.in_(organisations),
            or_(
                requests.c.wanted > requests.c.seen,
                requests.c.look_at <= now,
                requests.c.state == State.BUILDING,
            ),
            claims.may_go_on(requests, now),
        )
        .order_by(requests.c.updated_at, requests.c.id)
        .limit(limit)
    )
    return list(tx.connection.execute(statement).scalars())


def claim(tx: Transaction, request_id: int, now: datetime, lease: timedelta) -> RequestRow | None:
    """Take a request for work; None when another worker has it (or it does not exist)."""
    return get(tx, request_id) if claims.claim(tx, requests, request_id, now, lease) else None


def renew(tx: Transaction, row: RequestRow, now: datetime, lease: timedelta) -> RequestRow | None:
    """Keep a claim and read the row afresh; None when the claim was lost to another worker."""
    try:
        hold(tx, row, now, lease)
    except LostClaim:
        return None
    return get(tx, row.id)


def hold(tx: Transaction, row: RequestRow, now: datetime, lease: timedelta) -> None:
    """Keep a claim. Raises LostClaim when another worker took over."""
    claims.hold(tx, requests, row, now, lease)


def release(tx: Transaction, row: RequestRow) -> RequestRow | None:
    """Give a claim back and read the row as it is then; None when the claim was lost."""
    return get(tx, row.id) if claims.release(tx, requests, row) else None


def save(tx: Transaction, row: RequestRow, at: datetime, **values: Any) -> RequestRow:
    """Change columns under our claim. Raises LostClaim when another worker took over.

    Who sets `wait_until` gives its `wait_reason` along; without one there is none any more. What
    was said since `row` was read is not in `wanted` of the row that comes back: whoever goes on
    with that one has not looked at it either.
    """
    claims.save(tx, requests, row, at, **values)
    saved = get(tx, row.id)
    assert saved is not None
    return replace(saved, wanted=values.get("wanted", row.wanted))


def hold_back(
    tx: Transaction, row: RequestRow, at: datetime, until: datetime, soon: datetime, reason: str
) -> RequestRow:
    """Hold a request back until then; if there is news since it was read, only until `soon`."""
    moment = claims.unless_news(requests, row, until, soon)
    return save(tx, row, at, wait_until=moment, wait_reason=reason)


def get(tx: Transaction, request_id: int) -> RequestRow | None:
    """The request of that row id."""
    columns = [requests.c[name] for name in RequestRow.__dataclass_fields__]
    statement = select(*columns).where(requests.c.id == request_id)
    row = tx.connection.execute(statement).mappings().one_or_none()
    return RequestRow(**{**row, "state": State(row["state"])}) if row else None

"""What each request's last decision rested on, one row a request."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select

from app.domain.replay import CaseFacts
from app.store.case_documents import from_json, to_json
from app.store.database import Transaction
from app.store.requests import RequestRow
from app.store.tables import case_facts

_PAGE = 500


def keep(tx: Transaction, row: RequestRow, case: CaseFacts, at: datetime) -> None:
    """Keep this in place of what was kept of the request before."""
    values = {"organisation": row.organisation, "at": at, "data": to_json(case)}
    statement = tx.insert(case_facts).values(request_id=row.id, **values)
    tx.connection.execute(
        statement.on_conflict_do_update(index_elements=["request_id"], set_=values)
    )


def all_of(tx: Transaction, organisation: str, most: int) -> Iterator[CaseFacts]:
    """Of the newest requests first, at most so many."""
    statement = (
        select(case_facts.c.data)
        .where(case_facts.c.organisation == organisation)
        .order_by(case_facts.c.request_id.desc())
        .limit(most)
        .execution_options(yield_per=_PAGE)
    )
    for (data,) in tx.connection.execute(statement):
        yield from_json(data)

"""What each request's last decision rested on, one row a request."""

from collections.abc import Iterator
from datetime import datetime

import structlog
from sqlalchemy import and_, delete, select

from app.domain.replay import CaseFacts
from app.domain.state import State
from app.store.case_documents import from_json, to_json
from app.store.database import Transaction
from app.store.requests import RequestRow
from app.store.tables import case_facts, requests

_log = structlog.get_logger(__name__)

_PAGE = 500
_ENDED = [state.value for state in State if state.is_settled]


def keep(tx: Transaction, row: RequestRow, case: CaseFacts, at: datetime) -> None:
    """Keep this in place of what was kept of the request before."""
    values = {"organisation": row.organisation, "at": at, "data": to_json(case)}
    statement = tx.insert(case_facts).values(request_id=row.id, **values)
    tx.connection.execute(
        statement.on_conflict_do_update(index_elements=["request_id"], set_=values)
    )


def all_of(tx: Transaction, organisation: str, most: int) -> Iterator[CaseFacts]:
    """Of the newest requests first, at most so many; one that cannot be read stops no other."""
    statement = (
        select(case_facts.c.request_id, case_facts.c.data)
        .where(case_facts.c.organisation == organisation)
        .order_by(case_facts.c.request_id.desc())
        .limit(most)
        .execution_options(yield_per=_PAGE)
    )
    for request_id, data in tx.connection.execute(statement):
        try:
            yield from_json(data)
        except ValueError as error:
            why = str(error).partition("\n")[0]  # what follows quotes the data
            _log.warning("past request left out", request=request_id, reason=why)


def drop(tx: Transaction, before: datetime, limit: int, *, most: int) -> int:
    """Drop those of requests that ended and were last decided before that moment; how many.

    The newest `most` of each organisation stay, and at most `limit` of each go at a time.
    """
    organisations = select(case_facts.c.organisation).distinct()
    return sum(
        _drop_of(tx, organisation, before, limit, most)
        for organisation in list(tx.connection.execute(organisations).scalars())
    )


def _drop_of(tx: Transaction, organisation: str, before: datetime, limit: int, most: int) -> int:
    of_organisation = case_facts.c.organisation == organisation
    newest_first = select(case_facts.c.request_id).where(of_organisation)
    newest_first = newest_first.order_by(case_facts.c.request_id.desc())
    newest = tx.connection.execute(newest_first.offset(most).limit(1)).scalar()
    if newest is None:
        return 0
    ended = select(requests.c.id).where(requests.c.state.in_(_ENDED))
    is_old = and_(
        of_organisation,
        case_facts.c.request_id <= newest,
        case_facts.c.at < before,
        case_facts.c.request_id.in_(ended),
    )
    oldest = select(case_facts.c.request_id).where(is_old).order_by(case_facts.c.request_id)
    ids = list(tx.connection.execute(oldest.limit(limit)).scalars())
    # Asked again: one of them may have been decided anew in between.
    statement = delete(case_facts).where(case_facts.c.request_id.in_(ids), is_old)
    return tx.connection.execute(statement).rowcount

"""What each request's last decision rested on, one row a request."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import select

from app.domain.approvals import Evidence
from app.domain.commands import parse_command
from app.domain.evaluate import Surroundings
from app.domain.facts import Catalog, Facts
from app.domain.replay import CaseFacts
from app.store.database import Transaction
from app.store.requests import RequestRow
from app.store.tables import case_facts

_PAGE = 500


@dataclass(frozen=True, slots=True)
class _Kept:
    """CaseFacts as JSON has it, whose keys are texts: `members` are (team, login, is a member)."""

    issue_number: int
    body: str
    facts: Facts
    evidence: Evidence
    surroundings: Surroundings
    members: tuple[tuple[str, str, bool], ...]


_KEPT = TypeAdapter(_Kept)


def keep(tx: Transaction, row: RequestRow, case: CaseFacts, at: datetime) -> None:
    """Keep this in place of what was kept of the request before."""
    values = {"organisation": row.organisation, "at": at, "data": _to_json(case)}
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
        yield _from_json(data)


def _to_json(case: CaseFacts) -> dict[str, Any]:
    """Without the catalog, which has its own rows, and without what people said to each other."""
    commands = tuple(one for one in case.evidence.issue.comments if parse_command(one.body))
    issue = replace(case.evidence.issue, comments=commands, body="", title="")
    kept = _Kept(
        case.issue_number,
        case.body,
        replace(case.facts, catalog=Catalog()),
        replace(case.evidence, issue=issue, members={}),
        case.surroundings,
        tuple((*pair, is_member) for pair, is_member in sorted(case.evidence.members.items())),
    )
    data: dict[str, Any] = _KEPT.dump_python(kept, mode="json")
    return data


def _from_json(data: Any) -> CaseFacts:
    kept = _KEPT.validate_python(data)
    members = {(team, login): is_member for team, login, is_member in kept.members}
    evidence = replace(kept.evidence, members=members)
    return CaseFacts(kept.issue_number, kept.body, kept.facts, evidence, kept.surroundings)

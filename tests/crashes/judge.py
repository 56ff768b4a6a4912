"""What must be so when all is over: GitHub, rows and records agree on one pair, nothing is left."""

from sqlalchemy import Connection, Table, func, select

from app.domain.progress import STEPS
from app.domain.state import State
from app.store import tables
from tests.crashes.stage import Stage
from tests.journeys.request import Request
from tests.journeys.whole import assert_one_whole_pair

_NAME = "billing"


def judge(stage: Stage, request: Request) -> None:
    """Raises AssertionError with what is wrong."""
    assert_one_whole_pair(request, _NAME)
    with stage.rows.connect() as rows:
        _request_is_at_rest(rows)
        _steps_are_finished_once(rows)
        _nothing_is_left(rows)


def _request_is_at_rest(rows: Connection) -> None:
    found = rows.execute(select(tables.requests)).all()
    assert len(found) == 1, f"{len(found)} requests"
    row = found[0]
    assert row.state == State.LIVE, f"the row says {row.state}"
    assert row.look_at is None, "a live request is looked at for ever"
    assert row.failures == 0, f"{row.failures} failures are on record"


def _steps_are_finished_once(rows: Connection) -> None:
    found = rows.execute(select(tables.steps)).all()
    unfinished = [row.name for row in found if row.finished_at is None]
    assert not unfinished, f"unfinished steps: {unfinished}"
    assert sorted(row.name for row in found) == sorted(map(str, STEPS)), "steps are missing"


def _nothing_is_left(rows: Connection) -> None:
    assert _count(rows, tables.services) == 1, "not one service in the catalog"
    assert _count(rows, tables.pairs) == 1, "not one pair"
    assert _count(rows, tables.reservations) == 0, "names are still reserved"
    lost = rows.execute(select(tables.deliveries).where(tables.deliveries.c.handled_at.is_(None)))
    assert not lost.all(), "deliveries that nobody handled"


def _count(rows: Connection, table: Table) -> int:
    return rows.execute(select(func.count()).select_from(table)).scalar_one()

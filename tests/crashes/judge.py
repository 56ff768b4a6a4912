"""What must be so when all is over: GitHub, rows and records agree on one pair, nothing is left."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Connection, Table, func, select

from app.domain.progress import STEPS
from app.domain.state import State
from app.store import tables
from tests.crashes.hooks import event_of
from tests.crashes.stage import Heard, Stage
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
        _every_write_is_on_record(rows, stage.heard, len(stage.workers) - 1)
        _every_decision_is_on_record_once(rows)


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


def _every_write_is_on_record(rows: Connection, heard: Sequence[Heard], deaths: int) -> None:
    """Each before it was made; a death can lose the call that it was put down for, or its end."""
    row = tables.audit.c
    entries = rows.execute(select(row.action, row.data)).all()
    meant = Counter(
        event_of(one.data["route"], one.data["places"])
        for one in entries
        if one.action == "github write"
    )
    answers = sum(one.action == "github answer" for one in entries)
    made = Counter(one.event for one in heard if one.is_write)
    assert not made - meant, f"writes that are not on record: {made - meant}"
    assert (meant - made).total() <= deaths, f"recorded, but never made: {meant - made}"
    assert made.total() - answers <= deaths, "the end of writes is not on record"


def _every_decision_is_on_record_once(rows: Connection) -> None:
    row = tables.audit.c
    decided = select(row.action).where(row.action.not_like("github %")).order_by(row.id)
    actions = list(rows.execute(decided).scalars())
    assert len(actions) == len(set(actions)), f"a decision is on record twice: {actions}"
    assert {"approved", "live"} <= set(actions), f"a decision is not on record: {actions}"


def _count(rows: Connection, table: Table) -> int:
    return rows.execute(select(func.count()).select_from(table)).scalar_one()

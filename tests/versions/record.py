"""`python -m tests.versions.record`: keeps rows and statements of the present version.

Run it when a migration is added, before it: what it writes is what later versions must read, and
what this version says to a later schema. The rows are of acme at a busy moment: a live pair, a
build in the middle, a request in every other state, deliveries that nobody handled.
"""

import json
import tempfile
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import requests as http
from alembic.runtime.migration import MigrationContext
from psycopg import Binary
from psycopg.types.json import Json
from sqlalchemy import Connection, Engine, MetaData, event, select

from app.store import requests, schema, tables
from app.store.database import Database
from app.store.requests import RequestRow
from app.usecases import scaffold
from app.usecases.advance import advance
from app.usecases.workbench import Workbench
from tests import postgres
from tests.journeys.acme import Acme
from tests.journeys.form import ANSWERS, CONTROL
from tests.journeys.start import started

HERE = Path(__file__).parent
_LONGEST_BLOB = 200
_HANDLED = 3
_STEPS_BEFORE_THE_STOP = 5
_FORM = "form/acme/services/new-service.yml"
_TEMPLATE = "cookiecutters/python-service/slipway.yml"
_ONE_TOO_MANY = "limits: {requests_per_person_and_day: 8}"
_FOR_EVER = 99


class _Stopped(BaseException):
    """The worker is gone, between two steps."""


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="slipway-record-") as folder:
        home = Path(folder)
        _record(home / "one", f"sqlite:///{home}/slipway.db", keep_rows=True)
    with tempfile.TemporaryDirectory(prefix="slipway-record-") as folder, postgres.running() as url:
        _record(Path(folder), url, keep_rows=False)


def _record(home: Path, url: str, *, keep_rows: bool) -> None:
    home.mkdir(exist_ok=True)
    database = Database(url)
    schema.upgrade(database)
    with database.engine.connect() as connection:
        revision = MigrationContext.configure(connection).get_current_revision()
    folder = HERE / str(revision)
    folder.mkdir(exist_ok=True)
    with started(home, url) as acme:
        with _listened(database.engine.dialect.name) as statements:
            _play(acme)
        _forget_old_deliveries(acme)
        rows = _rows(acme.bench.database.engine)
    _write(folder / f"statements-{database.engine.dialect.name}.json", list(statements.values()))
    if keep_rows:
        _write(folder / "rows.json", rows)
    database.close()


def _play(acme: Acme) -> None:
    live = acme.files(name="billing")
    live.is_approved()
    acme.files(name="ledger")
    building = acme.files(name="invoices")
    _come_to_rest(acme)
    acme.waits()
    label = {"labels": ["approved/platform"]}
    acme.does("paula", "POST", f"{building.path}/labels", label)
    _build_a_part(acme)
    answers = ANSWERS | {"name": "unread"}
    acme.controls(_FORM, **{"as": "dana"}, title="New service", answers=answers)
    acme.hears()
    for text in ("How is it going?", "And now?"):
        acme.does("dana", "POST", f"{building.path}/comments", {"body": text})
    acme.sandbox.world.outbox.queue.join()


def _come_to_rest(acme: Acme) -> None:
    """A request in each of the other states, and an issue that is none."""
    acme.does("dana", "POST", f"{CONTROL}/issues", {"title": "A question", "body": "How long?"})
    acme.files(name="Not_A_Name")
    acme.files(name="vetoed").is_labelled("rejected", "paula")
    closed = acme.files(name="given-up")
    acme.does("dana", "PATCH", closed.path, {"state": "closed"})
    acme.files(name="called-off").is_commented("/slipway cancel")
    failed = acme.files(name="unlucky")
    acme.controls("faults", method="POST", route="/orgs/{org}/repos", times=_FOR_EVER)
    failed.is_approved()
    http.delete(f"{acme.sandbox.url}/_sandbox/faults", timeout=10).raise_for_status()
    good = acme.reads("services", _TEMPLATE)
    acme.commits(_TEMPLATE, lambda _: "kind: nonsense\n")
    acme.files(name="held-up")
    acme.controls("deliveries", drop="all")  # so that it is not looked at again
    acme.commits_quietly(_TEMPLATE, lambda _: good)
    acme.commits_quietly("policy.yml", lambda text: f"{text}\n{_ONE_TOO_MANY}\n")
    acme.controls("deliveries", drop=0)
    acme.files(name="patient")


def _forget_old_deliveries(acme: Acme) -> None:
    """Some of each kind are enough: a body is long."""
    table = tables.deliveries
    with acme.bench.database.transaction() as tx:
        for state in ("done", "ignored"):
            ids = select(table.c.id).where(table.c.state == state).order_by(table.c.id)
            spare = tx.connection.execute(ids.offset(_HANDLED)).scalars().all()
            tx.connection.execute(table.delete().where(table.c.id.in_(spare)))


def _build_a_part(acme: Acme) -> None:
    """Work on what is due until the worker is stopped in the middle of a build."""
    acme.hears()
    with acme.bench.database.transaction() as tx:
        due = requests.due(tx, acme.bench.clock(), 10, acme.bench.organisations)
    whole, steps = scaffold.build_next, 0

    def build_next(bench: Workbench, row: RequestRow) -> None:
        nonlocal steps
        if steps == _STEPS_BEFORE_THE_STOP:
            raise _Stopped
        steps += 1
        whole(bench, row)

    scaffold.build_next = build_next
    try:
        for request_id in due:
            advance(acme.bench, request_id)
    except _Stopped:
        """As planned."""
    finally:
        scaffold.build_next = whole


@contextmanager
def _listened(dialect: str) -> Iterator[dict[str, Any]]:
    """Every statement that is said meanwhile, once, with the first parameters it came with."""
    said: dict[str, Any] = {}

    def note(connection: Connection, _: Any, statement: str, parameters: Any, *__: Any) -> None:
        if connection.dialect.name == dialect and statement not in said:
            said[statement] = {"statement": statement, "parameters": _plain(parameters, short=True)}

    event.listen(Engine, "before_cursor_execute", note)
    yield said
    event.remove(Engine, "before_cursor_execute", note)


def _rows(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables, in an order in which they can be put in."""
    found = MetaData()
    found.reflect(engine)
    with engine.connect() as connection:
        return {
            table.name: [
                {name: _plain(value) for name, value in row._mapping.items()}
                for row in connection.execute(table.select())
            ]
            for table in found.sorted_tables
        }


def _plain(value: Any, *, short: bool = False) -> Any:
    """As JSON has it: moments and bytes are told by a key."""
    match value:
        case bytes() | memoryview():
            kept = bytes(value)
            return {"bytes": b64encode(kept[:_LONGEST_BLOB] if short else kept).decode()}
        case datetime():
            return {"moment": value.isoformat()}
        case dict():
            return {"mapping": {name: _plain(one, short=short) for name, one in value.items()}}
        case list() | tuple():
            return [_plain(one, short=short) for one in value]
        case None | bool() | int() | float() | str():
            return value
        case Binary():
            return _plain(value.obj, short=short)
        case Json():
            return json.dumps(value.obj)
        case _:
            raise TypeError(f"{value!r} is of no kind that rows have.")


def _write(path: Path, found: Any) -> None:
    path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

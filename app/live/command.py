"""`slipway doctor --live ORG`: what must be so before it begins, and what it prints and writes."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import FileIO
from pathlib import Path
from typing import TextIO
from urllib.parse import urlsplit

import click
from sqlalchemy.exc import OperationalError

from app import logs
from app.github.budget import Pause
from app.interrupt import Interrupt
from app.live import keeping, report
from app.live import made as records
from app.live.check import Check
from app.live.keeping import Keeper
from app.live.order import Order
from app.live.patience import Patience, Say
from app.live.recording import Recorder
from app.live.removal import Left
from app.live.removed import Remover
from app.live.report import Report
from app.operations import screen
from app.settings import Settings
from app.store import schema
from app.store.database import Database

COULD_NOT_RUN = 2


class NotBegun(Exception):
    """Nothing was made; the text says why and what to do."""


def run(
    settings: Settings, order: Order, *, as_json: bool = False, pause: Pause = time.sleep
) -> int:
    """Do what is asked for and say what came of it: 0 all the same, 1 differences, 2 it failed."""
    logs.configure("error")  # what is found stands in the report
    out = sys.stdout
    try:
        organisation = _served(settings, order)
        if order.plan:
            report.write_plan(out, organisation, settings.write_gap_ms / 1000)
            return 0
        with _check(settings, organisation, order, pause, sys.stderr if as_json else out) as check:
            if order.clean:
                return _clean(out, check, as_json=as_json)
            return _make(out, check, order, as_json=as_json)
    except NotBegun as why:
        report.line(sys.stderr, str(why))
    except records.AlreadyRunning:
        report.line(sys.stderr, "Another live check of this organisation is at work. Wait for it.")
    except OperationalError as error:
        first = str(error.orig).partition("\n")[0]
        report.line(sys.stderr, f"The database of SLIPWAY_DATABASE_URL cannot be used: {first}")
    return COULD_NOT_RUN


def _served(settings: Settings, order: Order) -> str:
    asked = order.organisation or ""
    for organisation in settings.orgs:
        if organisation.lower() == asked.lower():
            return organisation
    raise NotBegun(
        f"{asked} is not in SLIPWAY_ORGS: Slipway works in the organisations there only."
    )


@contextmanager
def _check(
    settings: Settings, organisation: str, order: Order, pause: Pause, lines: TextIO
) -> Iterator[Check]:
    def say(text: str) -> None:
        report.line(lines, text)

    interrupt = Interrupt()
    with records.alone(records.folder(settings), organisation), _database(settings) as database:
        patience = Patience(pause, interrupt, say)
        yield Check(settings, organisation, database, patience, interrupt, order.team)


@contextmanager
def _database(settings: Settings) -> Iterator[Database]:
    """Calls are put down in the ledger that the workers go by; SQLite is migrated unasked."""
    database = Database(settings.database_url)
    try:
        found = schema.standing(database)
        if database.is_sqlite and found in {schema.Standing.EMPTY, schema.Standing.OLDER}:
            schema.upgrade(database)
        elif not found.is_usable:
            raise NotBegun(schema.explain(found))
        yield database
    finally:
        database.close()


def _clean(out: TextIO, check: Check, *, as_json: bool) -> int:
    check.patience.say(f"Removing what earlier live checks left in {check.organisation}:")
    with check.interrupt.listening():
        left = check.remove_earlier()
    if as_json:
        screen.as_json(out, {"status": COULD_NOT_RUN if left else 0, "left": left})
    elif left:
        _left(check.patience.say, left)
    else:
        check.patience.say("Nothing of them is left.")
    return COULD_NOT_RUN if left else 0


def _left(say: Say, left: list[Left]) -> None:
    for one in left:
        say(f"NOT REMOVED: {one.name}, for {one.why}")
        say(f"  {one.todo}")


def _make(out: TextIO, check: Check, order: Order, *, as_json: bool) -> int:
    _agree(check, order, to_stderr=as_json)
    if order.record:
        with _opened(order.record) as file:
            made = _recorded(check, file, order.record)
    else:
        made = _made(check)
    if as_json:
        screen.as_json(out, made.to_json())
    else:
        report.write(out, made)
    return made.status


def _agree(check: Check, order: Order, *, to_stderr: bool) -> None:
    if records.earlier(records.folder(check.settings), check.organisation):
        check.patience.say("An earlier check left something behind: --clean removes it.")
    if order.yes:
        return
    check.patience.say(report.made_there(check.organisation))
    try:
        agreed = click.confirm("Go on?", err=to_stderr)
    except click.Abort:
        agreed = False
    if not agreed:
        raise NotBegun(
            "Nothing was made. With --yes it does not ask; --plan says all that it does."
        )


def _opened(path: Path) -> FileIO:
    """Before anything is made; another recording is not written over."""
    try:
        return keeping.opened(path)
    except keeping.Taken:
        why = "there is something already"
    except OSError as error:
        why = error.strerror or "it is refused"
    raise NotBegun(f"{path} cannot be written: {why}. Name a new file.")


def _recorded(check: Check, file: FileIO, path: Path) -> Report:
    """A file that cannot be written keeps nothing from being removed: that is done before."""
    try:
        keeper = Keeper(file, _remover(check), check.run())
    except OSError as error:
        why = error.strerror or "it is refused"
        raise NotBegun(f"{path} cannot be written: {why}. Nothing was made.") from None
    check.recorder = Recorder(keeper.tell)
    made = replace(_made(check), recording=path)
    try:
        keeper.finish(check.run())
    except OSError as error:
        why = error.strerror or "it is refused"
        said = f"cannot be written: {why}. Make room, and run it again with another file."
        return replace(made, unrecorded=said)
    return made


def _made(check: Check) -> Report:
    with check.interrupt.listening():
        return check.make()


def _remover(check: Check) -> Remover:
    """What frees the recording of secrets."""
    settings = check.settings
    secrets = [settings.private_key, *settings.webhook_secret]
    host = urlsplit(settings.github_api_url).hostname or ""
    names = {check.organisation: "ORG"} | ({} if host == "api.github.com" else {host: "HOST"})
    return Remover([one.get_secret_value() for one in secrets], names)

"""A worker that dies, as by kill -9: nothing of it runs on, its claims stand until they run out."""

from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import Connection as SqlConnection
from sqlalchemy import event

from app.domain.budget import Kind
from app.github.calls import Call
from app.store.database import Database
from app.usecases.workbench import Workbench
from tests.journeys.acme import Acme, connect

_WRITES = ("INSERT", "UPDATE", "DELETE")


class Died(BaseException):
    """The process is gone: no `except Exception` of ours may hold it up."""


@dataclass
class Fate:
    """The worker dies at the `place`-th time that it passes; from then on nothing of it works."""

    place: int
    passed: int = 0
    dead: bool = False

    def passes(self, *_: object) -> None:
        self.lives_on()
        self.passed += 1
        if self.passed == self.place:
            self.dead = True
            raise Died

    def lives_on(self, *_: object) -> None:
        """What a dead worker would do in its `finally` is not done."""
        if self.dead:
            raise Died


class MortalAcme(Acme):
    """Acme whose worker dies once; another one takes over when the claim has run out."""

    fate: Fate
    successor: Workbench

    def settles(self) -> None:
        try:
            super().settles()
        except Died:
            self.bench.hints.close()
            self.bench = self.successor
            self.waits((self.bench.lease + timedelta(seconds=1)).total_seconds())
            super().settles()


def dies_after_call(acme: Acme, place: int) -> MortalAcme:
    """Death right after a call to GitHub took effect, before its answer is read.

    Left out are reads, which leave nothing behind: that is death after the write before.
    """
    fate = Fate(place)

    def on_call(call: Call) -> None:
        if call.kind is Kind.READ:
            fate.lives_on()
        else:
            fate.passes()

    database = _database(acme, fate)
    github = connect(acme.sandbox, on_call, database)
    return _mortal(acme, fate, replace(acme.bench, github=github, database=database))


def dies_before_commit(acme: Acme, place: int) -> MortalAcme:
    """Death right before something is durable.

    Left out is what follows a call at once, which is death after that call, and what only
    concerns the claim.
    """
    fate = Fate(place)
    database = _database(acme, fate)
    unsaved: set[str] = set()

    def on_call(_: Call) -> None:
        fate.lives_on()
        unsaved.add("call")

    def on_statement(_: object, __: object, statement: str, *___: object) -> None:
        if statement.startswith(_WRITES) and "lease_until" not in statement:
            unsaved.add("row")

    def on_commit(_: SqlConnection) -> None:
        is_place = unsaved == {"row"}
        unsaved.clear()
        if is_place:
            fate.passes()

    event.listen(database.engine, "before_cursor_execute", on_statement)
    event.listen(database.engine, "commit", on_commit)
    github = connect(acme.sandbox, on_call, database)
    return _mortal(acme, fate, replace(acme.bench, github=github, database=database))


def _mortal(acme: Acme, fate: Fate, bench: Workbench) -> MortalAcme:
    mortal = MortalAcme(acme.sandbox, bench)
    mortal.fate = fate
    mortal.successor = replace(
        acme.bench, github=connect(acme.sandbox, database=acme.bench.database)
    )
    return mortal


def _database(acme: Acme, fate: Fate) -> Database:
    """The same rows by connections of the worker's own, which end with it."""
    database = Database(acme.bench.database.url.render_as_string(hide_password=False))

    def on_begin(_: SqlConnection) -> None:
        fate.lives_on()

    event.listen(database.engine, "begin", on_begin, insert=True)
    return database

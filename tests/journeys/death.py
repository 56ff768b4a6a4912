"""A worker that dies within a test's own process, and leaves what a killed one would leave."""

import re
from dataclasses import dataclass

from sqlalchemy import Connection, event

from app.store.database import Database

_OF_THE_LEDGER = re.compile(r'\s*(?:INSERT INTO|UPDATE) "?(?:budgets|spendings|call_totals)\b')


class Died(BaseException):
    """The process is gone: no `except Exception` of ours may hold it up."""


@dataclass
class Fate:
    """The worker dies at the `place`-th call or commit; from then on nothing of it works."""

    place: int
    dead: bool = False

    def passes(self) -> None:
        self.lives_on()
        self.place -= 1
        if not self.place:
            self.dead = True
            raise Died

    def lives_on(self, *_: object) -> None:
        """What a dead worker would do in its `finally` is not done."""
        if self.dead:
            raise Died


def mortal_database(database: Database, fate: Fate, *, at_commit: bool = True) -> Database:
    """The same rows by connections of the worker's own, which end with it.

    It may die before each commit but those of the write budget, which tell of calls alone.
    """
    mortal = Database(database.url.render_as_string(hide_password=False))

    def on_statement(connection: Connection, _: object, statement: str, *__: object) -> None:
        if _OF_THE_LEDGER.match(statement):
            connection.info["ledger"] = True

    def on_commit(connection: Connection) -> None:
        if not connection.info.pop("ledger", False) and at_commit:
            fate.passes()

    event.listen(mortal.engine, "begin", fate.lives_on, insert=True)
    event.listen(mortal.engine, "before_cursor_execute", on_statement)
    event.listen(mortal.engine, "commit", on_commit)
    return mortal

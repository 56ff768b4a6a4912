"""A worker that dies at one place after another of its work on a kind of row."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TypeVar

from app.github.calls import Call
from app.usecases.workbench import Workbench
from tests.journeys.acme import Acme, connect
from tests.journeys.death import Died, Fate, mortal_database
from tests.journeys.rounds import Due, do, due_now

_MOST_PLACES = 40

End = TypeVar("End")


def ends_by_place(
    acme: Acme, what: str, play: Callable[[int], Callable[[], End]], every: int = 1
) -> list[End]:
    """How it ends if the worker dies at its first place, and so on until it comes past all.

    `what` is `checks`, `notices`, `templates` or `runs`; `play` does something and gives what tells
    how it ended.
    """
    found = []
    for place in range(1, _MOST_PLACES, every):
        end = play(place)
        survived = dies(acme, place, what)
        found.append(end())
        if survived:
            return found
    raise AssertionError("The worker never comes to the end.")


def dies(acme: Acme, place: int, what: str) -> bool:
    """Slipway hears of it, dies at that place of its work on that, and comes back.

    True if it never came so far.
    """
    acme.hears()
    fate = Fate(place)
    with _mortal(acme, fate) as bench, suppress(Died):
        do(bench, _only(due_now(acme.bench), what))
    acme.waits(acme.bench.lease.total_seconds() + 1)
    acme.settles()
    return not fate.dead


def does_only(acme: Acme, what: str) -> None:
    """Slipway hears of it, and does its work of one kind before all else."""
    acme.hears()
    do(acme.bench, _only(due_now(acme.bench), what))


def dies_after(acme: Acme, route: str) -> None:
    """Slipway tells people of their law, and dies right after a call of this route."""
    fate = Fate(1)
    database = mortal_database(acme.bench.database, fate, at_commit=False)

    def on_call(call: Call) -> None:
        fate.lives_on()
        if call.route == route:
            fate.passes()

    bench = replace(acme.bench, database=database, github=connect(acme.sandbox, on_call, database))
    with suppress(Died):
        do(bench, _only(due_now(acme.bench), "notices"))
    database.close()
    assert fate.dead


def _only(due: Due, what: str) -> Due:
    """Without the work of other kinds."""
    checks = due.checks if what == "checks" else ()
    notices = due.notices if what == "notices" else ()
    templates = due.template_checks if what == "templates" else ()
    return Due((), (), checks, notices, templates, due.runs if what == "runs" else ())


@contextmanager
def _mortal(acme: Acme, fate: Fate) -> Iterator[Workbench]:
    """A place is right after a write to GitHub, of which there is no record yet, or a commit."""
    database = mortal_database(acme.bench.database, fate)

    def on_call(call: Call) -> None:
        fate.lives_on()
        if call.kind != "read" and "access_tokens" not in call.route:
            fate.passes()

    github = connect(acme.sandbox, on_call, database)
    yield replace(acme.bench, database=database, github=github)
    database.close()

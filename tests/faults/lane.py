"""A share of the table, played in one organisation by one process."""

import logging
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import structlog

from app.store import schema
from app.store.database import Database
from tests.faults.places import Place, places
from tests.faults.runs import Run, forget, play
from tests.journeys.acme import Acme
from tests.journeys.start import started


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run; `violation` is "" or where it broke.

    Where nobody came to its place it is no run at all.
    """

    name: str
    violation: str = ""
    is_reached: bool = True


def all_places(folder: Path) -> list[Place]:
    """Every call of a job without a fault."""
    with _organisation(folder / "clean") as acme:
        forget(acme)
        return places(acme, "clean")


def play_some(job: tuple[Path, Sequence[Run]]) -> list[Outcome]:
    """Play these runs one after the other; after a violation in a fresh organisation."""
    folder, runs = job
    outcomes: list[Outcome] = []
    while len(outcomes) < len(runs):
        begun = len(outcomes)
        with _organisation(folder / f"from-{begun}") as acme:
            for run in runs[begun:]:
                outcomes.append(_played(acme, run, f"service-{len(outcomes)}"))
                if outcomes[-1].violation:
                    break
    return outcomes


def _played(acme: Acme, run: Run, service: str) -> Outcome:
    try:
        unreached = play(acme, [run], service)
    except Exception:  # noqa: BLE001 - whatever it is, it is told and the others go on
        return Outcome(str(run), traceback.format_exc(limit=-3))
    return Outcome(str(run), is_reached=not unreached)


@contextmanager
def _organisation(folder: Path) -> Iterator[Acme]:
    folder.mkdir(parents=True)
    url = f"sqlite:///{folder / 'slipway.db'}"
    database = Database(url)
    schema.upgrade(database)
    database.close()
    _be_quiet()
    with started(folder, url) as acme:
        yield acme


def _be_quiet() -> None:
    """What goes wrong here does so on purpose."""
    wrapper = structlog.make_filtering_bound_logger(logging.CRITICAL)
    structlog.configure(wrapper_class=wrapper, cache_logger_on_first_use=False)
    logging.getLogger().setLevel(logging.CRITICAL)

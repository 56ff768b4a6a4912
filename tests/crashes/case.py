"""One run: a fresh acme, an approved request, workers that die as the case says, the end state."""

import signal
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import redis

from app.domain.state import State
from tests.crashes.doomed_worker import Doom, Worker
from tests.crashes.judge import judge
from tests.crashes.places import Place
from tests.crashes.stage import NoRest, Stage, staged
from tests.journeys.request import Request

_READS_SECONDS = 2
_REDIS_SECONDS = 20
_DRAIN_SECONDS = 60

_TRIES = 3
"""So often a case is run whose place was not reached: what tasks do first differs a little."""


@dataclass(frozen=True, slots=True)
class Case:
    """What the first worker meets, what its successor does, and so on; the last one lives on."""

    dooms: tuple[Doom, ...] = ()

    def __str__(self) -> str:
        return " + ".join(str(doom) for doom in self.dooms) or "nobody is killed"

    @classmethod
    def read(cls, text: str) -> Self:
        """The case that `str` wrote."""
        return cls(tuple(Doom.read(part) for part in text.split(" + ")))


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a case: where workers died, what is wrong at the end ("" if nothing).

    `passed` has the moments of the first worker.
    """

    case: Case
    deaths: tuple[Place, ...]
    violation: str
    passed: tuple[Place, ...]
    folder: Path

    @property
    def is_as_planned(self) -> bool:
        """Whether everybody died who was to."""
        return len(self.deaths) == len(self.case.dooms)


def as_planned(once: Callable[[], Result]) -> Result:
    """A run in which everybody died who was to, if one of a few is; the first violation else."""
    for _ in range(_TRIES - 1):
        result = once()
        if result.violation or result.is_as_planned:
            return result
    return once()


def play(case: Case, folder: Path, database_url: str, redis_url: str = "") -> Result:
    """Run a case in an empty folder, with a migrated, empty database."""
    if redis_url:
        with redis.Redis.from_url(redis_url) as client:
            client.flushall()
    violation = ""
    with staged(folder, database_url, redis_url) as stage:
        try:
            _job(stage, case)
        except (AssertionError, NoRest) as error:
            violation = _told(error)
        met = [worker.met_doom_at for worker in stage.workers]
        passed = stage.workers[0].passed
    deaths = tuple(place for place in met if place)
    return Result(case, deaths, violation, tuple(passed), folder)


def _job(stage: Stage, case: Case) -> None:
    """The main job, from the filing to the live pair."""
    dooms: Iterator[Doom] = iter(case.dooms)
    stage.starts(next(dooms, None))
    _await_redis(stage)
    request = stage.acme.files()
    stage.rests(State.AWAITING_APPROVAL, dooms)
    _approve(request)
    stage.rests(State.LIVE, dooms)
    for worker in stage.workers:
        if worker.is_stopped:
            _wake(stage, worker)
    judge(stage, request)


def _wake(stage: Stage, worker: Worker) -> None:
    """It goes on from where it was stopped; then it is told to end after the task at hand."""
    name, before = worker.orders.name, len(stage.heard)
    worker.send(signal.SIGCONT)
    worker.send(signal.SIGTERM)
    assert worker.wait(_DRAIN_SECONDS), f"{name} went on and did not end"
    late = [one.event for one in stage.heard[before:] if one.worker == name and one.is_write]
    assert not late, f"{name} went on and wrote what is stale: {late}"


def _await_redis(stage: Stage) -> None:
    """Hints that nobody can take yet would be lost, and found seconds later."""
    deadline = time.monotonic() + _REDIS_SECONDS
    while not stage.acme.bench.hints.redis_answers():
        if time.monotonic() > deadline:
            raise NoRest("The worker started no Redis.")
        time.sleep(0.01)


def _approve(request: Request) -> None:
    """The platform team reads for a while, then sets its label."""
    request.acme.waits(_READS_SECONDS)
    path = f"{request.path}/labels"
    request.acme.does("paula", "POST", path, {"labels": ["approved/platform"]})


def _told(error: Exception) -> str:
    """What was expected, from the line that says so."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    said = str(error) or frame.line
    return f"{said} ({Path(frame.filename).name}:{frame.lineno})"

"""The real worker, in a process of its own, which dies or freezes at an appointed place."""

import multiprocessing
import os
import signal
import sys
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Self

from tests.crashes.hooks import Watch
from tests.crashes.places import Moment, Place
from worker import lifecycle
from worker.__main__ import main

# What takes long to import is imported once; each worker is a fork of the process that has it.
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.crashes.doomed_worker", "tests.crashes.imports"])


class End(StrEnum):
    """What the whole process group meets at the appointed place: both signals come unasked."""

    KILL = "killed"
    STOP = "stopped"


@dataclass(frozen=True, slots=True)
class Doom:
    """At a place, or at the so-many-th moment of any kind that passes; never if neither is set."""

    place: Place | None = None
    nth: int = 0
    end: End = End.KILL

    def __str__(self) -> str:
        return f"{self.end} {self.place or f'at moment {self.nth}'}"

    @classmethod
    def read(cls, text: str) -> Self:
        """The doom that `str` wrote."""
        end, _, where = text.partition(" ")
        if where.startswith("at moment "):
            return cls(nth=int(where.removeprefix("at moment ")), end=End(end))
        return cls(Place.read(where), end=End(end))


@dataclass(frozen=True, slots=True)
class Orders:
    """One worker: its name, its environment, its end, and where it notes what passed."""

    name: str
    environment: Mapping[str, str]
    folder: Path
    doom: Doom = field(default_factory=Doom)
    concurrency: int = 1

    @property
    def diary(self) -> Path:
        """A line for each moment that passed; the last one is that of its death."""
        return self.folder / f"{self.name}.diary"

    @property
    def log(self) -> Path:
        return self.folder / f"{self.name}.log"


class Worker:
    """A worker that was started; `end` kills what is left of it."""

    def __init__(self, orders: Orders) -> None:
        self.orders = orders
        self._process = _CONTEXT.Process(target=_run, args=(orders,))
        self._process.start()

    @property
    def is_alive(self) -> bool:
        return self._process.is_alive()

    @property
    def passed(self) -> list[Place]:
        """What passed so far, oldest first."""
        if not self.orders.diary.exists():
            return []
        # A line that is being written at this moment has no end yet.
        lines = self.orders.diary.read_text(encoding="utf-8").split("\n")[:-1]
        return [Place.read(line) for line in lines]

    @property
    def met_doom_at(self) -> Place | None:
        """Where it was killed, or stopped; None if it did not come there yet."""
        doom, passed = self.orders.doom, self.passed
        if doom.place in passed:
            return doom.place
        return passed[doom.nth - 1] if 0 < doom.nth <= len(passed) else None

    @property
    def is_stopped(self) -> bool:
        return self.orders.doom.end is End.STOP and self.is_alive and self.met_doom_at is not None

    def send(self, number: signal.Signals) -> None:
        """A signal to the whole group."""
        assert self._process.pid
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)

    def wait(self, seconds: float) -> bool:
        """Whether it ended within so many seconds."""
        self._process.join(seconds)
        return not self._process.is_alive()

    def end(self) -> None:
        self.send(signal.SIGKILL)
        self._process.join()
        self._process.close()


class _Fate:
    def __init__(self, orders: Orders) -> None:
        self._doom = orders.doom
        self._diary = orders.diary
        self._times: Counter[tuple[Moment, str]] = Counter()

    def passes(self, moment: Moment, event: str) -> None:
        self._times[moment, event] += 1
        place = Place(moment, event, self._times[moment, event])
        with self._diary.open("a", encoding="utf-8") as diary:
            diary.write(f"{place}\n")
        if self._doom.place == place or self._doom.nth == self._times.total():
            number = signal.SIGKILL if self._doom.end is End.KILL else signal.SIGSTOP
            os.killpg(0, number)


def _run(orders: Orders) -> None:
    os.setsid()
    with orders.log.open("ab") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    os.environ.update(orders.environment)
    Watch(_Fate(orders).passes, orders.name).install()
    lifecycle.end_with_parent()
    sys.argv[1:] = [f"--concurrency={orders.concurrency}"]
    main()

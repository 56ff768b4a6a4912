"""Everything of one simulated organisation: GitHub, Slipway, the post between them, the model."""

import shutil
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.budget import Limits
from app.github.calls import OnCall, log_call
from app.github.connection import Connection
from app.queue import Hints
from app.store.database import Database
from sandbox.world.issues import EventKind
from tests.journeys.acme import Acme, connect
from tests.journeys.start import started
from tests.simulation.clock import OwnClock
from tests.simulation.model import PLATFORM, SECURITY, TEAMS, VETO, Organisation
from tests.simulation.page import SLIPWAY, Page
from tests.simulation.post import PostOffice
from tests.simulation.rendering import OpenRoom
from tests.simulation.truth import Truth
from tests.simulation.wish import Standing, Wish

if TYPE_CHECKING:
    from tests.simulation.stalls import Stalled


LIMITS = Limits(rest_points=150, content_a_minute=10, write_gap=timedelta(0))
"""So tight that a build has to wait for them; GitHub's are the same."""


class NoHints(Hints):
    """As after a loss of Redis: the rows alone carry the work."""

    def deliveries(self, newest_id: int) -> None: ...

    def request(self, request_id: int) -> None: ...

    def request_after(self, seconds: float, request_id: int) -> None: ...

    def check(self, row_id: int) -> None: ...

    def template_check(self, row_id: int) -> None: ...

    def law_notice(self, row_id: int) -> None: ...

    def integration_run(self, row_id: int) -> None: ...


@dataclass
class Town:
    """One organisation in the hands of the simulation.

    `is_calm`: Slipway came to rest, and nobody did anything since. `commands` are the comments
    that ask something of Slipway, by issue; `stalled` the worker that is stopped, if any;
    `is_removed` tells that the App is not installed.
    """

    acme: Acme
    post: PostOffice
    model: Organisation
    is_calm: bool = False
    commands: dict[int, list[int]] = field(default_factory=dict)
    stalled: list["Stalled"] = field(default_factory=list)
    is_removed: bool = False
    _read_up_to: dict[int, int] = field(default_factory=dict)
    _acts: int = 0
    _told: dict[int, list[tuple[str, int]]] = field(default_factory=lambda: defaultdict(list))

    def connect(self, on_call: OnCall = log_call, database: Database | None = None) -> Connection:
        """Slipway's way to GitHub, as a process has it that was just started."""
        rows = database or self.acme.bench.database
        return connect(self.acme.sandbox, on_call, rows, LIMITS)

    def page(self, number: int) -> Page:
        return Page(self.acme.sandbox.world, number)

    def pages(self) -> list[tuple[Wish, Page]]:
        return [(wish, self.page(number)) for number, wish in self.model.wishes.items()]

    def notes_acts(self) -> None:
        """Tell the model that people did something."""
        self.is_calm = False
        self._acts += 1
        self._reads_on()
        self.model.remember_approvals()

    def notes_work(self) -> None:
        """Tell the model what Slipway did to labels and what it put on display."""
        self._reads_on()
        for wish, page in self.pages():
            self._hears(wish, page)
            if page.shown() is not None:
                wish.shown = max(wish.shown, Truth.MAYBE)
        self.model.remember_approvals()

    def _reads_on(self) -> None:
        """Slipway takes labels off that count for nothing, puts a veto back, and no more."""
        for wish, page in self.pages():
            new = page.events[self._read_up_to.get(wish.number, 0) :]
            self._read_up_to[wish.number] = len(page.events)
            for event in new:
                if event.actor.account.login == SLIPWAY and event.label_name in {*TEAMS, VETO}:
                    self._slipway_labels(wish, event.label_name, event.kind)

    def _hears(self, wish: Wish, page: Page) -> None:
        """What was told may be told again, but only if people did something in between."""
        told = self._told[wish.number]
        for text in page.told()[len(told) :]:
            assert (text, self._acts) not in told, f"#{wish.number} is told twice: {text}"
            told.append((text, self._acts))

    def _slipway_labels(self, wish: Wish, label: str, kind: EventKind) -> None:
        if label == VETO:
            assert kind is EventKind.LABELED, f"Slipway lifted the veto of #{wish.number}"
            return
        assert kind is EventKind.UNLABELED, f"Slipway approved #{wish.number} itself"
        counts = self.model.given(wish, label)
        assert counts is not Truth.YES, f"Slipway took {label}, which counts, off #{wish.number}"
        wish.labels.setdefault(label, Standing()).is_taken_off(SLIPWAY)


@contextmanager
def opened(folder: Path, template: Path) -> Iterator[Town]:
    """A town of its own with a database copied from a migrated, empty one."""
    copied = shutil.copy(template, folder / "slipway.db")
    with started(folder, f"sqlite:///{copied}") as acme:
        world = acme.sandbox.world
        world.clock = OwnClock()
        post = PostOffice(world)
        teams = {
            team: set(world.organisation("acme").teams[team].members) for team in TEAMS.values()
        }
        town = Town(acme, post, Organisation(teams))
        github = town.connect()  # by that clock
        acme.bench = replace(acme.bench, github=github, hints=NoHints(""), room=OpenRoom())
        acme.controls(
            "limits",
            points_per_minute=LIMITS.rest_points,
            content_per_minute=LIMITS.content_a_minute,
        )
        yield town


__all__ = ["PLATFORM", "SECURITY", "VETO", "Town", "opened"]

"""Random stories: people, admins, the post, GitHub and Slipway's deaths in any order."""

import itertools
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from app.domain.state import State
from tests.simulation import faults
from tests.simulation.admins import Admins, Policy, Template
from tests.simulation.checks import check_always
from tests.simulation.faults import Fault
from tests.simulation.model import PLATFORM, SECURITY, TEAMS, VETO
from tests.simulation.people import People
from tests.simulation.reach import Reach
from tests.simulation.town import opened
from tests.simulation.work import Slipway

REVIEWERS = ("paula", "peter", "sam")
EVERYBODY = ("dana", "olga", "ada", *REVIEWERS)
NAMES = ("alpha", "beta")
SPEECHES = ("approve", "break-glass It burns", "withdraw")
TESTS_OF_ALPHA = "alpha-integration-tests"
CHANGES: tuple[dict[str, str], ...] = (
    {"tier": "1"},
    {"tier": "3"},
    {"data": "payment"},
    {"description": "new"},
    {"description": "new"},
    {"data": "nothing"},
    {"exposure": "public"},
    {"owner": "orders"},
    {"owner": "nobody"},
    {"name": "alpha"},
    {"name": "beta"},
    {"name": "Not a name"},
    {"description": ""},
    {"description": "new"},
)

writers = st.sampled_from(("dana", "dana", *REVIEWERS))
people = st.sampled_from(EVERYBODY)
labels = st.sampled_from((PLATFORM, SECURITY, VETO))
places = st.integers(0, 9)
mostly = st.sampled_from((True, True, True, False))
deeds = st.one_of(
    st.sampled_from(Policy),
    st.sampled_from(Template),
    st.tuples(st.just("protect"), st.booleans()),
    st.tuples(
        st.just("move"),
        st.sampled_from((*REVIEWERS, "olga")),
        st.sampled_from(tuple(TEAMS.values())),
        st.booleans(),
    ),
    st.sampled_from(Reach),
    st.tuples(st.sampled_from(("make", "delete")), st.sampled_from((*NAMES, TESTS_OF_ALPHA))),
)
soon_or_late = st.one_of(st.integers(1, 12), st.integers(1, 100))


class Story(RuleBasedStateMachine):
    """One organisation's story. `template` is an empty migrated database, set by who runs it."""

    template: ClassVar[Path]
    on_step: ClassVar[Callable[[], None]] = staticmethod(lambda: None)
    on_story: ClassVar[Callable[[], None]] = staticmethod(lambda: None)

    wishes: Bundle[int] = Bundle("wishes")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="slipway-simulation-"))
        self._opened = opened(self.folder, self.template)
        self.town = self._opened.__enter__()
        self.people, self.admins = People(self.town), Admins(self.town)
        self.slipway, self.post = Slipway(self.town), self.town.post
        self._words = itertools.count(1)
        type(self).on_story()

    @initialize(target=wishes)
    def begin(self) -> int:
        """The first request is there, so that Slipway has seen the policy."""
        number = self.people.file("dana", name="alpha")
        self.slipway.settle()
        return number

    # -- People and admins --------------------------------------------------------------------

    @rule(target=wishes, who=st.sampled_from(("dana", "olga")), name=st.sampled_from(NAMES))
    @precondition(lambda self: len(self.town.model.wishes) < 3)
    def file(self, who: str, name: str) -> int:
        return self.people.file(who, name=name)

    @rule(wish=wishes, who=writers, change=st.sampled_from(CHANGES))
    def edit(self, wish: int, who: str, change: dict[str, str]) -> None:
        if change.get("description"):
            change = {"description": f"Text {next(self._words)}."}
        self.people.edit(wish, who, **change)

    @rule(wish=wishes, who=people, label=labels, on=mostly)
    def label(self, wish: int, who: str, label: str, on: bool) -> None:
        (self.people.label if on else self.people.unlabel)(wish, who, label)

    @rule(wish=wishes, who=st.sampled_from(("paula", "peter")), calmly=mostly)
    def approve(self, wish: int, who: str, calmly: bool) -> None:
        """The usual way: both teams set their labels, mostly on what they were shown."""
        if calmly:
            self.slipway.rest()
        self.people.label(wish, who, PLATFORM)
        self.people.label(wish, "sam", SECURITY)
        if any(law.by_comment for law in self.town.model.laws):
            self.people.approve(wish, "sam")

    @rule(wish=wishes, who=people, what=st.sampled_from(SPEECHES), calmly=mostly)
    def speak(self, wish: int, who: str, what: str, calmly: bool) -> None:
        """Approve by a comment, let it pass, or take such back."""
        if calmly:
            self.slipway.rest()
        if what == "approve":
            self.people.approve(wish, who)
        else:
            self.people.comment(wish, who, f"/slipway {what}")

    @rule(wish=wishes, who=people, text=st.sampled_from(("cancel", "retry", "help", "dance")))
    def command(self, wish: int, who: str, text: str) -> None:
        self.people.comment(wish, who, f"/slipway {text}")

    @rule(wish=wishes, who=people, is_open=st.booleans())
    def close_or_reopen(self, wish: int, who: str, is_open: bool) -> None:
        (self.people.reopen if is_open else self.people.close)(wish, who)

    @rule(wish=wishes, delete=st.booleans())
    def spoil_status(self, wish: int, delete: bool) -> None:
        self.people.spoil_status(wish, delete=delete)

    @rule(deed=deeds)
    def administer(self, deed: Any) -> None:
        match deed:
            case Reach():
                self.admins.keep_the_app(deed)
            case Policy():
                self.admins.commit_policy(deed)
            case Template():
                self.admins.commit_template(deed)
            case "protect", on:
                self.admins.protect(on=on)
            case "move", who, team, into:
                self.admins.move(who, team, into=into)
            case "make", name:
                self.admins.make_repository(name)
            case "delete", name:
                self.admins.delete_repository(name)

    # -- The post and GitHub ------------------------------------------------------------------

    @precondition(lambda self: self.post.waiting)
    @rule(
        place=places,
        how=st.sampled_from(
            ("deliver", "deliver_twice", "deliver_unheard", "lose", "lose_for_good")
        ),
    )
    def carry(self, place: int, how: str) -> None:
        getattr(self.post, how)(place)

    @rule(call=st.sampled_from(faults.CALLS), fault=st.sampled_from(Fault), times=st.integers(1, 6))
    def fail(self, call: tuple[str, str], fault: Fault, times: int) -> None:
        method, route = call
        order: dict[str, Any] = {"method": method, "route": route, "times": times, "by": "app"}
        self.town.acme.controls("faults", **order, **fault.order)
        self.town.model.trouble = True

    @rule(seconds=st.sampled_from((2, 60, 400, 3700, 350_000)))
    def wait(self, seconds: int) -> None:
        self.town.acme.waits(seconds)

    # -- Slipway ------------------------------------------------------------------------------

    @rule(how=st.sampled_from(("hear", "work", "work", "tend", "restart")), hears=mostly)
    def work(self, how: str, hears: bool) -> None:
        self._hear(hears)
        getattr(self.slipway, how)()

    @rule(place=soon_or_late, at_commit=st.booleans(), hears=mostly)
    def die(self, place: int, at_commit: bool, hears: bool) -> None:
        self._hear(hears)
        self.slipway.die(place, at_commit=at_commit)

    @rule(place=soon_or_late, where=st.sampled_from((Reach.SUSPENDED, Reach.REMOVED)))
    def lose_reach(self, place: int, where: Reach) -> None:
        self._hear(True)
        self.slipway.lose_reach(place, where)

    @rule(wish=wishes, place=soon_or_late)
    def stall(self, wish: int, place: int) -> None:
        self._hear(True)
        self.slipway.stall(wish, place)

    @precondition(lambda self: self.town.stalled)
    @rule()
    def go_on(self) -> None:
        self.slipway.go_on()

    @rule()
    def rest(self) -> None:
        self.slipway.rest()

    def _hear(self, hears: bool) -> None:
        """What lies at the post arrives, and is taken."""
        if hears:
            self.post.deliver_all()
            self.slipway.hear()

    # -- What must hold -----------------------------------------------------------------------

    @invariant()
    def nothing_is_wrong(self) -> None:
        type(self).on_step()
        check_always(self.town)

    def teardown(self) -> None:
        try:
            if self.town.model.wishes:
                self._ends_well()
        finally:
            for stalled in self.town.stalled:
                stalled.goes_on()
            self._opened.__exit__(None, None, None)
            shutil.rmtree(self.folder)

    def _ends_well(self) -> None:
        """Everything is put right; then nothing is left to do, and what stopped goes on."""
        self.slipway.go_on()
        self.slipway.rest()
        model = self.town.model
        stopped = [wish for wish in model.wishes.values() if wish.state is State.FAILED]
        if not stopped:
            return
        for name in list(model.foreign):
            self.admins.delete_repository(name)
        for wish in stopped:
            self.people.comment(wish.number, wish.author, "/slipway retry")
        model.trouble = False
        self.slipway.rest()

"""One request as the model keeps it: what people did to it, and what they had before them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.state import State
from tests.simulation.truth import Truth

Answers = Mapping[str, str]


@dataclass
class Reading:
    """What somebody had before them who set a label: the answers on display, or None.

    `sure` says whether Slipway had come to rest, so that the display was surely on record.
    """

    at: datetime
    answers: Answers | None
    sure: Truth

    def loses_sight(self, since: datetime, *, calm: bool) -> None:
        """The display that was there from `since` on is not to be trusted."""
        if self.at > since:
            self.answers = None
        elif not calm:
            self.sure = min(self.sure, Truth.MAYBE)


@dataclass
class Standing:
    """The settings of one label that nobody took back.

    Whoever takes it off and is the next to set it leaves those of others standing.
    """

    by: dict[str, Reading] = field(default_factory=dict)
    _before: dict[str, Reading] = field(default_factory=dict)
    _taken_off_by: str = ""

    def is_set(self, who: str, reading: Reading) -> None:
        kept = self._before if who == self._taken_off_by else {}
        self.by = {other: one for other, one in kept.items() if other != who} | {who: reading}
        self._before, self._taken_off_by = {}, ""

    def is_taken_off(self, who: str) -> None:
        self._before, self.by, self._taken_off_by = self.by, {}, who

    def loses_sight(self, since: datetime, *, calm: bool) -> None:
        for reading in [*self.by.values(), *self._before.values()]:
            reading.loses_sight(since, calm=calm)


@dataclass
class Wish:
    """One request. `approved_texts` are the answers of every moment at which it was approved.

    `spoken` are the comments that approve, `glass` those that let it pass, as far as their authors
    did not withdraw them. `shown`: whether a text to approve was on display; `ended` is LIVE or
    CANCELLED once seen so.
    """

    number: int
    author: str
    answers: Answers
    writers: set[str]
    labels: dict[str, Standing] = field(default_factory=dict)
    vetoes: list[tuple[str, bool]] = field(default_factory=list)
    spoken: list[tuple[str, Reading]] = field(default_factory=list)
    glass: list[tuple[str, Reading]] = field(default_factory=list)
    is_open: bool = True
    cancelled: Truth = Truth.NO
    retried: bool = False
    shown: Truth = Truth.NO
    approved_texts: list[Answers] = field(default_factory=list)
    state: State = State.NEW

    def is_withdrawn_by(self, who: str) -> None:
        """All that somebody said by comments until now."""
        self.spoken = [(author, reading) for author, reading in self.spoken if author != who]
        self.glass = [(author, reading) for author, reading in self.glass if author != who]

    def loses_sight(self, since: datetime, *, calm: bool) -> None:
        """The display of that time is not to be trusted: what was done under it counts no more."""
        for standing in self.labels.values():
            standing.loses_sight(since, calm=calm)
        for _, reading in (*self.spoken, *self.glass):
            reading.loses_sight(since, calm=calm)

    @property
    def has_ended(self) -> bool:
        return self.state in {State.LIVE, State.CANCELLED}

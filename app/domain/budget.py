"""Decides whether a call to GitHub may be made now, or until when it waits and what for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)

# How soon to ask again for what ends at a moment that nobody knows: another's call.
_MOMENT = timedelta(milliseconds=100)
_SHORTEST_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(minutes=15)
# Two answers that are so near in their moment of reset speak of the same hour.
_SAME_HOUR = timedelta(seconds=10)


class Kind(StrEnum):
    """How GitHub's limits see a call; a content-creating call is a write that people notice."""

    READ = "read"
    WRITE = "write"
    CONTENT = "content-creating"


class Lane(StrEnum):
    """Who waits for a call: somebody who acted, or nobody in particular."""

    PEOPLE = "people"
    FLEET = "fleet"


class Resource(StrEnum):
    """What GitHub counts apart, in the words of its headers."""

    CORE = "core"
    GRAPHQL = "graphql"


class Reason(StrEnum):
    """What a call waits for, as it goes on after "waits for"."""

    PAUSE = "the end of a pause that GitHub asked for"
    PRIMARY = "GitHub's hourly limit of calls"
    POINTS = "GitHub's limit of calls a minute"
    CONTENT_MINUTE = "GitHub's limit of new content a minute"
    CONTENT_HOUR = "GitHub's limit of new content an hour"
    AT_ONCE = "other calls to GitHub to end"
    TURN = "its turn to write to GitHub"
    PEOPLE = "people's own requests, which go first"


@dataclass(frozen=True, slots=True)
class Limits:
    """What GitHub documents for one installation, and how much of that we take.

    `share` leaves room for what others do there: people's clicks count as well. `fleet_share` is
    the part of ours that the fleet may use up, and of the primary limit it leaves as much.
    """

    rest_points: int = 900
    graphql_points: int = 2000
    content_a_minute: int = 80
    content_an_hour: int = 500
    at_once: int = 20
    write_gap: timedelta = timedelta(seconds=1)
    share: float = 0.9
    fleet_share: float = 0.75

    def cap(self, limit: int, lane: Lane) -> int:
        """How much of a limit a lane may use up; never nothing."""
        part = self.share * (self.fleet_share if lane is Lane.FLEET else 1)
        return max(int(limit * part), 1)

    def calls_at_once(self, lane: Lane) -> int:
        """How many calls may be under way; GitHub allows far more, so no share is left."""
        return max(int(self.at_once * self.fleet_share), 1) if lane is Lane.FLEET else self.at_once

    def points(self, resource: Resource) -> int:
        """The limit of points a minute."""
        return self.graphql_points if resource is Resource.GRAPHQL else self.rest_points


@dataclass(frozen=True, slots=True)
class Ask:
    """A call as the limits see it; `writer` says who takes a turn to write, empty for a read."""

    resource: Resource
    points: int
    content: int
    lane: Lane = Lane.PEOPLE
    writer: str = ""

    @property
    def is_paced(self) -> bool:
        """Whether it takes its turn among the writes."""
        return self.writer != ""


@dataclass(frozen=True, slots=True)
class Primary:
    """GitHub's hourly limit of one resource, as its headers last told it."""

    limit: int
    remaining: int
    reset: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one installation beside what was spent."""

    primary: Mapping[Resource, Primary] = field(default_factory=dict)
    paused_until: datetime | None = None
    pause_reason: str = ""
    strikes: int = 0
    writer: str | None = None
    writer_until: datetime | None = None
    next_write_at: datetime | None = None
    people_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """What was spent in a window of time, and when the first of that leaves it."""

    spent: int = 0
    frees_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """What was spent of the limits; `points` and `under_way` are of the resource asked for."""

    points: Window = Window()
    content_minute: Window = Window()
    content_hour: Window = Window()
    under_way: int = 0
    all_under_way: int = 0


@dataclass(frozen=True, slots=True)
class Wait:
    """Not before `until`, and then it is asked again."""

    until: datetime
    reason: Reason


def judge(ask: Ask, standing: Standing, tally: Tally, limits: Limits, now: datetime) -> Wait | None:
    """None if the call may be made now; else what it waits for longest."""
    waits = [
        *_told_to_wait(ask, standing, now),
        *_used_up(ask, standing, tally, limits, now),
        *_capped(ask, tally, limits, now),
        *_not_its_turn(ask, standing, tally, limits, now),
    ]
    return max(waits, key=lambda wait: wait.until, default=None)


def _told_to_wait(ask: Ask, standing: Standing, now: datetime) -> Iterator[Wait]:
    if standing.paused_until is not None and now < standing.paused_until:
        yield Wait(standing.paused_until, Reason.PAUSE)
    people = standing.people_until
    if ask.lane is Lane.FLEET and people is not None and now < people:
        yield Wait(people, Reason.PEOPLE)


def _used_up(
    ask: Ask, standing: Standing, tally: Tally, limits: Limits, now: datetime
) -> Iterator[Wait]:
    """GitHub's own count, less what it has not told us of; the fleet leaves some for people."""
    known = standing.primary.get(ask.resource)
    if known is None or now >= known.reset:
        return
    kept = int(known.limit * (1 - limits.fleet_share)) if ask.lane is Lane.FLEET else 0
    if known.remaining - tally.under_way <= kept:
        yield Wait(known.reset, Reason.PRIMARY)


def _capped(ask: Ask, tally: Tally, limits: Limits, now: datetime) -> Iterator[Wait]:
    capped = (
        (tally.points, ask.points, limits.points(ask.resource), Reason.POINTS),
        (tally.content_minute, ask.content, limits.content_a_minute, Reason.CONTENT_MINUTE),
        (tally.content_hour, ask.content, limits.content_an_hour, Reason.CONTENT_HOUR),
    )
    for window, wanted, limit, reason in capped:
        # What alone is more than the limit is let through an empty window: it cannot be split.
        if wanted and window.spent and window.spent + wanted > limits.cap(limit, ask.lane):
            yield Wait(max(window.frees_at or now, now + _MOMENT), reason)


def _not_its_turn(
    ask: Ask, standing: Standing, tally: Tally, limits: Limits, now: datetime
) -> Iterator[Wait]:
    if tally.all_under_way >= limits.calls_at_once(ask.lane):
        yield Wait(now + _MOMENT, Reason.AT_ONCE)
    if not ask.is_paced:
        return
    if standing.next_write_at is not None and now < standing.next_write_at:
        yield Wait(standing.next_write_at, Reason.TURN)
    taken = standing.writer_until
    if taken is not None and now < taken and not _same_writer(standing.writer or "", ask.writer):
        yield Wait(min(taken, now + _MOMENT), Reason.TURN)


def _same_writer(one: str, other: str) -> bool:
    """The same work under a newer claim: who had the older one is gone, or will notice."""
    return one.partition("/")[0] == other.partition("/")[0]


def begun(standing: Standing, ask: Ask, limits: Limits, now: datetime, ends: datetime) -> Standing:
    """After a call was let through that has ended at `ends`, if nobody says so before."""
    if not ask.is_paced:
        return standing
    return replace(
        standing, writer=ask.writer, writer_until=ends, next_write_at=now + limits.write_gap
    )


def put_off(standing: Standing, ask: Ask, wait: Wait, back: timedelta) -> Standing:
    """After a call was told to wait: the fleet stands back for people, who are `back` soon."""
    until = standing.people_until
    if ask.lane is Lane.FLEET or (until is not None and until > wait.until):
        return standing
    return replace(standing, people_until=wait.until + back)


def ended(standing: Standing, ask: Ask) -> Standing:
    """After a call ended: its turn is over."""
    if ask.is_paced and standing.writer == ask.writer:
        return replace(standing, writer=None, writer_until=None)
    return standing


def learned(standing: Standing, resource: Resource, told: Primary) -> Standing:
    """What to believe of two readings of a primary limit: answers overtake one another."""
    known = standing.primary.get(resource)
    if known is not None and abs(known.reset - told.reset) <= _SAME_HOUR:
        told = min(known, told, key=lambda one: one.remaining)
    elif known is not None and told.reset < known.reset:
        return standing
    return replace(standing, primary={**standing.primary, resource: told})


def refused(
    standing: Standing, made_at: datetime, now: datetime, told: datetime | None, said: str
) -> Standing:
    """After GitHub refused a call for a secondary limit; `told` is the moment that it named."""
    pause = min(_SHORTEST_PAUSE * 2 ** min(standing.strikes, 10), _LONGEST_PAUSE)
    until = max(told or now + pause, now)
    if standing.paused_until is not None and made_at < standing.paused_until:
        # Under way when the pause began: of the same offence.
        return replace(standing, paused_until=max(standing.paused_until, told or now))
    return replace(standing, paused_until=until, pause_reason=said, strikes=standing.strikes + 1)


def forgiven(standing: Standing, made_at: datetime) -> Standing:
    """After GitHub took a call that was made since the last pause."""
    if standing.paused_until is None or made_at < standing.paused_until:
        return standing
    return replace(standing, paused_until=None, pause_reason="", strikes=0)

"""Which cases there are.

A death at every place; a second one while the successor recovers; and workers that are stopped for
so long that another one takes over, and then go on.
"""

import random
from collections.abc import Sequence

from tests.crashes.case import Case
from tests.crashes.doomed_worker import Doom, End
from tests.crashes.places import Moment, Place

_FARTHEST = 60
"""A second death comes at most so many moments after the successor began."""


def singles(passed: Sequence[Sequence[Place]]) -> list[Case]:
    """One case for each place that every clean run passed, in the order of the first.

    Right after one call or commit is right before the next one of the same task: nothing that
    outlives the process lies between, so that is one case.
    """
    common = steady(passed)
    following = [*passed[0][1:], None]
    return [
        Case((Doom(place),))
        for place, after_it in zip(passed[0], following, strict=True)
        if place in common and not _is_the_same(place, after_it)
    ]


def steady(passed: Sequence[Sequence[Place]]) -> set[Place]:
    """The places that every clean run passed: in the others nobody may come to a death."""
    return set(passed[0]).intersection(*passed[1:])


def left_out(passed: Sequence[Sequence[Place]]) -> int:
    """How many places some clean run passed, and another one did not."""
    return len(set().union(*passed) - steady(passed))


def _is_the_same(place: Place, after_it: Place | None) -> bool:
    return place.moment is Moment.AFTER and after_it is not None and not after_it.begins_a_task


def pairs(single: Sequence[Case], number: int, seed: int) -> list[Case]:
    """So many first deaths, evenly spread; the second a few moments into the recovery."""
    chance = random.Random(seed)  # noqa: S311 - picks cases, keeps no secret
    cases = []
    for index in range(number):
        first = _spread(index, number, len(single))
        reach = min(_FARTHEST, max(4, len(single) - first))
        second = Doom(nth=chance.randint(1, reach))
        cases.append(Case((*single[first].dooms, second)))
    return cases


def stops(passed: Sequence[Sequence[Place]], number: int) -> list[Case]:
    """So many places, evenly spread, where a worker can be stopped: in a call, after a commit.

    Elsewhere it may hold the lock of a transaction, and nobody else could take over. Right before
    a call leaves, it was looked at for the last time, and nothing can call it back any more.
    """
    common = steady(passed)
    fit = [
        place
        for place in passed[0]
        if place in common
        and (place.moment is Moment.DURING or (place.moment is Moment.AFTER and not place.is_call))
    ]
    chosen = [fit[_spread(index, number, len(fit))] for index in range(number)]
    return [Case((Doom(place, end=End.STOP),)) for place in chosen]


def sample(single: Sequence[Case], number: int) -> list[Case]:
    """So many of them, evenly spread."""
    return [single[_spread(index, number, len(single))] for index in range(number)]


def _spread(index: int, number: int, length: int) -> int:
    """The middle of one of so many equal parts: one alone lies amid it all."""
    return (2 * index + 1) * length // (2 * number)

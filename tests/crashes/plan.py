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
    """One case for each place that every clean run passed, in the order of the first."""
    common = set(passed[0]).intersection(*passed[1:])
    return [Case((Doom(place),)) for place in passed[0] if place in common]


def pairs(single: Sequence[Case], number: int, seed: int) -> list[Case]:
    """So many first deaths, evenly spread; the second a few moments into the recovery."""
    chance = random.Random(seed)  # noqa: S311 - picks cases, keeps no secret
    cases = []
    for index in range(number):
        first = index * len(single) // number
        reach = min(_FARTHEST, max(4, len(single) - first))
        second = Doom(nth=chance.randint(1, reach))
        cases.append(Case((*single[first].dooms, second)))
    return cases


def stops(single: Sequence[Case], number: int) -> list[Case]:
    """So many places, evenly spread, where a worker can be stopped without holding a lock.

    Before a call there is nothing left to stop it: what is checked right before the call was
    checked. TODO
    """
    places = [case.dooms[0].place for case in single]
    fit = [place for place in places if place and place.moment is not Moment.BEFORE]
    return [Case((Doom(fit[index * len(fit) // number], end=End.STOP),)) for index in range(number)]

"""How a deed goes on, act by act."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tests.domain.heart.deeds import REVIEWERS
from tests.domain.heart.story import DECOY, LABELS, Act

_Course = Callable[[int, int, str, Any], Iterator[Act]]
"""From the moment at which it begins, the seconds between its acts, by whom, and with what."""


def acts_of(moment: int, pause: int, kind: str, who: str, what: Any) -> Iterator[Act]:
    """What happens then; most deeds are one act."""
    if course := _COURSES.get(kind):
        return course(moment, pause, who, what)
    return iter((Act(moment, kind, who, what),))


def looks(moment: int) -> Iterator[Act]:
    """Slipway reads the issue and writes what it read."""
    yield Act(moment, "reads")
    yield Act(moment, "shows")


def _gives_all(moment: int, pause: int, who: str, _: Any) -> Iterator[Act]:
    """Sets both labels, taken off before so that it is an act, and comments."""
    for label in LABELS:
        yield Act(moment, "takes_off", who, label)
        yield Act(moment + pause, "sets", who, (label, False))
        moment += 2 * pause
    yield Act(moment, "approves", who, (-1, False))


def _all_give(moment: int, pause: int, *_: Any) -> Iterator[Act]:
    for one in REVIEWERS:
        gifts = tuple(_gives_all(moment, pause, one, None))
        yield from gifts
        moment = gifts[-1].at + pause


def _all_start(moment: int, pause: int, *_: Any) -> Iterator[Act]:
    yield from looks(moment)
    for number, one in enumerate(REVIEWERS, start=1):
        yield Act(moment + number * pause, "starts", one)


def _gets_newest(moment: int, pause: int, who: str, versions: Any) -> Iterator[Act]:
    """The templates move on, and the requester asks for them, perhaps more than once."""
    for version in versions:
        yield Act(moment, "moves_on", "ada", version)
        yield Act(moment + pause, "asks_for_newest", who)
        moment += 2 * pause


def _edits_twice(moment: int, _: int, who: str, changes: Any) -> Iterator[Act]:
    """Within one second, and Slipway reads in between."""
    one, other = changes
    yield Act(moment, "edits", who, one)
    yield Act(moment, "reads")
    yield Act(moment, "edits", who, other)
    yield Act(moment + 1, "shows")


def _returns(moment: int, _: int, who: str, label: str) -> Iterator[Act]:
    """A label is renamed, Slipway sees another one under its name, and it is renamed back."""
    yield Act(moment, "swaps", who, (label, DECOY))
    yield from looks(moment + 1)
    yield Act(moment + 2, "swaps", who, (label, DECOY))


def _comes_too_early(moment: int, _: int, who: str, label: str) -> Iterator[Act]:
    """A new label is set right before Slipway sees it for the first time, in that second."""
    yield Act(moment, "recreates", "ada", label)
    yield Act(moment + 1, "sets", who, (label, False))
    yield from looks(moment + 1)


_COURSES: Mapping[str, _Course] = {
    "looks": lambda moment, *_: looks(moment),
    "gives_all": _gives_all,
    "all_give": _all_give,
    "all_start": _all_start,
    "gets_newest": _gets_newest,
    "edits_twice": _edits_twice,
    "returns": _returns,
    "comes_too_early": _comes_too_early,
}

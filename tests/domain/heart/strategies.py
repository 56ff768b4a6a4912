"""Random stories. What makes a request pass is likely, so that what must stop it has a chance."""

from collections.abc import Iterator
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.domain.heart.story import (
    DECOY,
    FIELDS,
    LABELS,
    PEOPLE,
    TEAMS,
    Absence,
    Act,
    Asked,
    Law,
    Story,
    Where,
)

FEWEST_DEEDS, MOST_DEEDS = 6, 14
LAWS = 2
REVIEWERS = ("olga", "paula", "peter", "sam")

_CHANGES: tuple[dict[str, Any], ...] = (
    {"tier": 1},
    {"tier": 2},
    {"tier": 3},
    {"data": "personal"},
    {"data": "nothing"},
    {"data": "payment"},
    {"owner": "orders"},
    {"owner": "payments"},
    {"description": "Another text."},
    {"description": FIELDS["description"]},
    {},
)

_WHERES = (Where("tier", 2), Where("tier", 3), Where("data", "personal"), Where("data", "payment"))
_ROLES = (("platform",), ("security",), ("platform", "security"))
_READS = (None, None, frozenset[str](), frozenset({"tier"}), frozenset({"data", "owner"}))
_NAMES = ("platform review", "security review", "last look")


def _law(random: Random) -> Law:
    """One to three approvals; labels and names may change places from one law to the next."""
    labels = random.sample((*LABELS, ""), random.choice((1, 1, 2, 3)))
    names = random.sample(_NAMES, len(labels))
    asked = tuple(_asked(random, *both) for both in zip(names, labels, strict=True))
    return Law(
        asked,
        automatic=_maybe(random, 0.15, _WHERES),
        instead_of=random.choice(((), (asked[0].name,))),
        refused=_maybe(random, 0.1, _WHERES),
        frozen=_maybe(random, 0.1, ((0, 90),)),
        absence=_absence(random) if random.random() < 0.4 else None,
        glass=random.random() < 0.25,
        glass_thaws=random.random() < 0.5,
        revoked=_maybe(random, 0.15, ("old", "new")) or "",
        shadow=random.choice(_ROLES) if random.random() < 0.3 else (),
    )


def _asked(random: Random, name: str, label: str) -> Asked:
    return Asked(
        name,
        label,
        random.choice(_ROLES),
        random.choice((1, 1, 2)),
        _maybe(random, 0.3, _WHERES),
        random.choice(_READS),
        own_team=random.random() < 0.75,
        same_person=random.random() < 0.7,
    )


def _absence(random: Random) -> Absence:
    return Absence(
        random.choice(("olga", "sam")),
        random.choice(("paula", "peter")),
        random.choice(((), ("security",), ("platform",))),
        random.choice((0, 5, 40, 80)),
        random.choice((60, 100, 400)),
    )


def _maybe(random: Random, chance: float, some: tuple[Any, ...]) -> Any:
    return random.choice(some) if random.random() < chance else None


def _deeds() -> Iterator[tuple[int, str, str, Any]]:
    """How often, what, by whom, with what."""
    yield 30, "looks", "", None
    yield 30, "all_give", "", None
    yield 12, "all_start", "", None
    yield 1, "expires", "", None
    yield 3, "is_reopened", "", None
    for who in REVIEWERS:
        yield from _of_a_reviewer(who)
    for who in PEOPLE:
        yield 1, "is_removed", who, None
        for team in TEAMS:
            yield 1, "joins", who, team
            yield 1, "leaves", who, team
    yield from _of_the_requester()
    yield from _of_labels()
    yield from ((5, "enacts", "ada", law) for law in range(LAWS))
    yield from ((3, kind, "", None) for kind in ("reads", "shows", "rewrites", "deletes"))
    yield 4, "moves_on", "ada", "new"
    yield 3, "moves_on", "ada", "old"
    yield 1, "loses_history", "", None
    yield 3, "spoils", "ada", None


def _of_a_reviewer(who: str) -> Iterator[tuple[int, str, str, Any]]:
    yield 5, "gives_all", who, None
    yield 1, "approves", who, -1
    yield 1, "approves", who, -2
    yield 1, "withdraws", who, False
    yield 1, "withdraws", who, True
    yield 1, "vetoes_it", who, True
    yield 1, "vetoes_it", who, False
    yield 3, "breaks_glass", who, None
    yield 2, "starts", who, None
    yield 2, "edits", who, {"tier": 2}
    yield 1, "is_suspended", who, None


def _of_the_requester() -> Iterator[tuple[int, str, str, Any]]:
    yield from ((3, "edits", "dana", change) for change in _CHANGES)
    yield 3, "gives_all", "dana", None
    yield 3, "asks_for_newest", "dana", None
    yield 8, "gets_newest", "dana", ("new",)
    yield 8, "gets_newest", "dana", ("new", "old")


def _of_labels() -> Iterator[tuple[int, str, str, Any]]:
    for label in LABELS:
        yield 3, "recreates", "ada", label
        yield 3, "renames_decoy", "ada", label
        for who in REVIEWERS:
            yield 1, "sets", who, (label, False)
            yield 2, "takes_off", who, label
        yield 2, "sets", "paula", (label, True)
    for who in REVIEWERS:
        yield 2, "sets", who, (DECOY, False)


_DEEDS = tuple(deed for times, *deed in _deeds() for _ in range(times))


def _story(seed: int) -> Story:
    """Slipway has looked once; in hasty stories much happens within one second."""
    random = Random(seed)  # noqa: S311 - a story, not a secret
    gaps = random.choice(((1, 2, 30), (0, 0, 0, 1, 30)))
    acts, moment = list(_looks(1)), 2
    for kind, who, what in random.choices(_DEEDS, k=random.randint(FEWEST_DEEDS, MOST_DEEDS)):
        pause = random.choice(gaps)
        acts += _acts(moment, pause, kind, who, what)
        moment = acts[-1].at + pause
    return Story(tuple(_law(random) for _ in range(LAWS)), tuple(acts))


stories = st.integers(0, 2**64).map(_story)
"""By their seeds: drawn act by act they would take longer to draw than to be judged."""


def _acts(moment: int, pause: int, kind: str, who: str, what: Any) -> Iterator[Act]:
    match kind:
        case "looks":
            yield from _looks(moment)
        case "gives_all":
            yield from _gives_all(moment, pause, who)
        case "gets_newest":
            for version in what:
                yield Act(moment, "moves_on", "ada", version)
                yield Act(moment + pause, "asks_for_newest", who)
                moment += 2 * pause
        case "all_give":
            for one in REVIEWERS:
                gifts = tuple(_gives_all(moment, pause, one))
                yield from gifts
                moment = gifts[-1].at + pause
        case "all_start":
            yield from _looks(moment)
            for number, one in enumerate(REVIEWERS, start=1):
                yield Act(moment + number * pause, "starts", one)
        case _:
            yield Act(moment, kind, who, what)


def _gives_all(moment: int, pause: int, who: str) -> Iterator[Act]:
    """Sets both labels, taken off before so that it is an act, and comments."""
    for label in LABELS:
        yield Act(moment, "takes_off", who, label)
        yield Act(moment + pause, "sets", who, (label, False))
        moment += 2 * pause
    yield Act(moment, "approves", who, -1)


def _looks(moment: int) -> tuple[Act, ...]:
    return Act(moment, "reads"), Act(moment, "shows")

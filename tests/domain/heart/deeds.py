"""What people do in a random story, and how likely it is."""

from collections.abc import Iterator
from typing import Any

from tests.domain.heart.story import AUTHOR, BOT, DECOY, FIELDS, LABELS, PEOPLE, TEAMS

LAWS = 2
REVIEWERS = ("olga", "paula", "peter", "sam")

Deed = tuple[str, str, Any]
"""Kind, by whom, with what."""

CHANGES: tuple[dict[str, Any], ...] = (
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

_SAMPLE = ({"tier": 1}, {"tier": 2}, {"data": "nothing"}, {"description": "Another text."})


def _deeds() -> Iterator[tuple[int, str, str, Any]]:
    """How often, and what; the first is what a story that fails is made simpler to."""
    yield 5, "waits", "", None
    yield 30, "looks", "", None
    yield 30, "all_give", "", None
    yield 6, "all_start", "", None
    yield 1, "expires", "", None
    yield 3, "is_reopened", "", None
    yield 3, "moves_on", "ada", "new"
    yield 2, "moves_on", "ada", "old"
    for who in REVIEWERS:
        yield from _of_a_reviewer(who)
    for who in PEOPLE:
        yield 1, "is_removed", who, None
        for team in TEAMS:
            yield 1, "joins", who, team
            yield 1, "leaves", who, team
    yield from _of_those_who_never_count()
    yield from _of_labels()
    yield from ((5, "enacts", "ada", law) for law in range(LAWS))
    yield from ((3, kind, "", None) for kind in ("reads", "shows", "rewrites", "deletes"))
    yield from ((1, kind, "ada", None) for kind in ("loses_history", "renames_veto", "moves"))
    yield 3, "spoils", "ada", None


def _of_a_reviewer(who: str) -> Iterator[tuple[int, str, str, Any]]:
    yield 5, "gives_all", who, None
    yield 1, "approves", who, (-1, False)
    yield 1, "approves", who, (-2, False)
    yield 1, "approves", who, (-1, True)
    yield 1, "withdraws", who, False
    yield 1, "withdraws", who, True
    yield 1, "vetoes_it", who, True
    yield 1, "vetoes_it", who, False
    yield 3, "breaks_glass", who, "It burns"
    yield 1, "breaks_glass", who, ""
    yield 2, "starts", who, None
    yield 2, "edits", who, {"tier": 2}
    yield 1, "is_suspended", who, None


def _of_those_who_never_count() -> Iterator[tuple[int, str, str, Any]]:
    yield from ((3, "edits", AUTHOR, change) for change in CHANGES)
    yield 3, "asks_for_newest", AUTHOR, None
    yield 4, "gets_newest", AUTHOR, ("new",)
    yield 4, "gets_newest", AUTHOR, ("new", "old")
    yield from ((5, "gives_all", who, None) for who in (AUTHOR, BOT))
    yield from ((2, "breaks_glass", who, "It burns") for who in (AUTHOR, BOT))
    yield 1, "vetoes_it", BOT, True
    yield 1, "vetoes_it", BOT, False


def _of_labels() -> Iterator[tuple[int, str, str, Any]]:
    for label in LABELS:
        yield 3, "recreates", "ada", label
        yield 3, "renames_decoy", "ada", label
        yield 2, "swaps", "ada", (label, DECOY)
        for who in REVIEWERS:
            yield 1, "sets", who, (label, False)
            yield 2, "takes_off", who, label
            yield 1, "sets", who, (label, True)
    yield 1, "swaps", "ada", LABELS
    for who in REVIEWERS:
        yield 2, "sets", who, (DECOY, False)


def _standing_in() -> Iterator[tuple[int, str, str, Any]]:
    """One who stands in approves, and hardly anybody else."""
    yield 12, "waits", "", None
    yield 6, "looks", "", None
    yield 16, "gives_all", "paula", None
    yield from ((1, "gives_all", who, None) for who in ("olga", "sam"))
    yield from ((1, "edits", who, {"tier": 2}) for who in ("olga", "sam"))
    yield 1, "edits", AUTHOR, {"owner": "orders"}
    yield 1, "leaves", "sam", "security"
    yield from ((1, "is_removed", who, None) for who in ("olga", "paula"))


def _nobody_who_counts() -> Iterator[tuple[int, str, str, Any]]:
    """Whoever approves is the author, or a bot, an App, or has gone or been suspended."""
    yield 3, "waits", "", None
    yield 4, "looks", "", None
    yield from ((4, "gives_all", who, None) for who in (AUTHOR, BOT))
    yield from ((1, "breaks_glass", who, "It burns") for who in (AUTHOR, BOT))
    for who in ("olga", "paula"):
        yield from ((2, "sets", who, (label, True)) for label in LABELS)
        yield 2, "approves", who, (-1, True)
        yield 1, "is_removed", who, None
        yield 1, "is_suspended", who, None
        yield 1, "gives_all", who, None
        yield 1, "edits", who, {"tier": 2}
    yield from ((1, "rewrites", who, None) for who in ("olga", "paula"))
    yield 1, "joins", AUTHOR, "security"
    yield 1, "loses_history", "", None
    yield 2, "breaks_glass", "paula", "It burns"
    yield 1, "breaks_glass", "peter", ""


def _one_for_two() -> Iterator[tuple[int, str, str, Any]]:
    """Few people give all that they may."""
    yield 4, "waits", "", None
    yield 6, "looks", "", None
    yield from ((3, "gives_all", who, None) for who in ("paula", "peter"))
    yield from ((1, "sets", who, (label, False)) for who in ("paula", "sam") for label in LABELS)
    yield 1, "enacts", "ada", 1


def _comments() -> Iterator[tuple[int, str, str, Any]]:
    """Approvals by comments, and all that takes them back."""
    yield 1, "waits", "", None
    yield 6, "looks", "", None
    yield 2, "edits", AUTHOR, {"tier": 1}
    yield 2, "edits", AUTHOR, {"tier": 2}
    for who in ("peter", "sam"):
        yield 6, "approves", who, (-1, False)
        yield 1, "approves", who, (-2, False)
        yield from ((1, "withdraws", who, seen) for seen in (True, False))
        yield 1, "breaks_glass", who, "It burns"
    yield from ((1, kind, "ada", None) for kind in ("rewrites", "deletes", "moves", "spoils"))


def _of_labels_that_return() -> Iterator[tuple[int, str, str, Any]]:
    yield 1, "waits", "", None
    yield 4, "looks", "", None
    yield 4, "all_give", "", None
    yield from ((3, "returns", "ada", label) for label in LABELS)
    yield from ((1, "swaps", "ada", (label, DECOY)) for label in LABELS)
    yield 1, "swaps", "ada", LABELS
    yield 1, "moves", "ada", None


def _newer_templates() -> Iterator[tuple[int, str, str, Any]]:
    """The templates move on, and the requester asks for them or does not."""
    yield 1, "waits", "", None
    yield 4, "looks", "", None
    yield 6, "all_give", "", None
    yield from ((2, "gets_newest", AUTHOR, some) for some in (("new",), ("new", "old")))
    yield 2, "asks_for_newest", AUTHOR, None
    yield from ((1, "moves_on", "ada", version) for version in ("old", "new"))
    yield from ((1, "enacts", "ada", law) for law in range(LAWS))
    yield 2, "breaks_glass", "paula", "It burns"


def _on_trial() -> Iterator[tuple[int, str, str, Any]]:
    """In shadow mode: what starts a build, and what takes that back."""
    yield 1, "waits", "", None
    yield 6, "looks", "", None
    yield 6, "all_give", "", None
    yield 6, "all_start", "", None
    yield from ((1, "starts", who, None) for who in (*REVIEWERS, AUTHOR, BOT))
    yield from ((1, "edits", AUTHOR, change) for change in _SAMPLE)
    yield from ((1, "withdraws", who, False) for who in ("paula", "sam"))
    yield from ((1, "vetoes_it", "peter", added) for added in (True, False))
    yield from ((1, kind, "ada", None) for kind in ("expires", "is_reopened", "spoils"))


def _hasty() -> Iterator[tuple[int, str, str, Any]]:
    """Much within one second: edits, approvals, displays."""
    yield 2, "waits", "", None
    yield 6, "looks", "", None
    yield 6, "all_give", "", None
    yield from ((2, "gives_all", who, None) for who in ("peter", "sam"))
    yield from ((1, "breaks_glass", who, "It burns") for who in ("paula", "peter"))
    yield from ((2, kind, "ada", None) for kind in ("reads", "shows", "spoils"))
    yield 3, "comes_too_early", "peter", LABELS[0]
    yield 3, "comes_too_early", "sam", LABELS[1]
    yield from ((2, "edits", AUTHOR, change) for change in _SAMPLE)
    yield from ((1, "withdraws", who, seen) for who in ("paula", "sam") for seen in (True, False))
    for one in _SAMPLE:
        yield from ((1, "edits_twice", AUTHOR, (one, other)) for other in _SAMPLE if other != one)


def _weighed(some: Iterator[tuple[int, str, str, Any]]) -> tuple[Deed, ...]:
    return tuple((kind, who, what) for times, kind, who, what in some for _ in range(times))


DEEDS = _weighed(_deeds())
THEMES = {
    "": DEEDS,
    "standing in": _weighed(_standing_in()),
    "nobody who counts": _weighed(_nobody_who_counts()),
    "comments": _weighed(_comments()),
    "one for two": _weighed(_one_for_two()),
    "labels that return": _weighed(_of_labels_that_return()),
    "newer templates": _weighed(_newer_templates()),
    "on trial": _weighed(_on_trial()),
    "haste": _weighed(_hasty()),
}
"""Some stories are about one thing, or that would seldom come to its point."""

LIKELY = ("", "", *THEMES, "standing in", "standing in", "haste")

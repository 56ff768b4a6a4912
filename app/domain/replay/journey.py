"""Decides past and open requests again under two laws, and lists where they differ."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.facts import Catalog
from app.domain.form import read_answers
from app.domain.law import Law
from app.domain.replay.compare import Change, compare, replay
from app.domain.replay.facts import CaseFacts


@dataclass(frozen=True, slots=True)
class Journey:
    """How many requests were decided again, and those that the two laws decide differently."""

    decided: int
    changes: tuple[Change, ...]


def travel(before: Law, after: Law, cases: Iterable[CaseFacts], today: Catalog) -> Journey:
    """Decide each case under both laws, on what was known of it and of `today` by then."""
    changes: list[Change] = []
    decided = 0
    for case in cases:
        decided += 1
        change = _change(before, after, case, today)
        if change is not None:
            changes.append(change)
    return Journey(decided, tuple(changes))


def _change(before: Law, after: Law, case: CaseFacts, today: Catalog) -> Change | None:
    then = today.as_of(case.facts.now)
    was_read = read_answers(before.form, case.body)
    is_read = was_read if after.form == before.form else read_answers(after.form, case.body)
    old = replay(was_read, before.policy, case, then)
    new = replay(is_read, after.policy, case, then)
    return compare(case, old, new)

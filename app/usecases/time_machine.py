"""Decides past and open requests again, under the policy in force and under another one."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.facts import Catalog
from app.domain.form import read_answers
from app.domain.replay import CaseFacts, Change, compare, replay
from app.store import case_facts, laws
from app.store.catalog import catalog
from app.store.database import Database
from app.store.laws import LawTexts
from app.usecases.law import Law, read_law

MOST_REQUESTS = 10_000
"""The newest ones are looked at."""


class NoLawInForce(Exception):
    """The organisation has no policy that ever checked, so that there is nothing to compare."""


@dataclass(frozen=True, slots=True)
class Journey:
    """How many requests were decided again, and those that the two policies decide differently."""

    decided: int
    changes: tuple[Change, ...]


def texts_in_force(database: Database, organisation: str) -> LawTexts:
    """The last policy and form that checked. Raises NoLawInForce."""
    with database.reading() as tx:
        found = laws.latest(tx, organisation)
    if found is None:
        raise NoLawInForce(organisation)
    return found


def travel(database: Database, organisation: str, old: LawTexts, new: LawTexts) -> Journey:
    """Compare two laws over all requests that were ever decided. Raises FileMistakes.

    Nothing is written and GitHub is not asked.
    """
    before, after = read_law(old), read_law(new)
    changes: list[Change] = []
    decided = 0
    with database.reading() as tx:
        today = catalog(tx, organisation)
        for case in case_facts.all_of(tx, organisation, MOST_REQUESTS):
            decided += 1
            changes += _change(before, after, case, today)
    return Journey(decided, tuple(changes))


def _change(before: Law, after: Law, case: CaseFacts, today: Catalog) -> Iterator[Change]:
    then = today.as_of(case.facts.now)
    was_read = read_answers(before.form, case.body)
    is_read = was_read if after.form == before.form else read_answers(after.form, case.body)
    old = replay(was_read, before.policy, case, then)
    new = replay(is_read, after.policy, case, then)
    change = compare(case, old, new)
    if change is not None:
        yield change

"""Decides past and open requests again, under the policy in force and under another one."""

from app.domain import replay
from app.store import case_facts, laws
from app.store.catalog import catalog
from app.store.database import Database
from app.store.laws import LawTexts
from app.usecases.law import read_law

MOST_REQUESTS = 10_000
"""The newest ones are looked at."""


class NoLawInForce(Exception):
    """The organisation has no policy that ever checked, so that there is nothing to compare."""


def texts_in_force(database: Database, organisation: str) -> LawTexts:
    """The last policy and form that checked. Raises NoLawInForce."""
    with database.reading() as tx:
        found = laws.latest(tx, organisation)
    if found is None:
        raise NoLawInForce(organisation)
    return found


def travel(database: Database, organisation: str, old: LawTexts, new: LawTexts) -> replay.Journey:
    """Compare two laws over all requests that were ever decided. Raises FileMistakes.

    Nothing is written and GitHub is not asked.
    """
    before, after = read_law(old), read_law(new)
    with database.reading() as tx:
        cases = case_facts.all_of(tx, organisation, MOST_REQUESTS)
        return replay.travel(before, after, cases, catalog(tx, organisation))

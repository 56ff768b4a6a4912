"""What an installation has spent of GitHub's limits, as the write budget counts it."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.budget import Lane, Limits, Resource
from app.store import ledger
from app.store.database import Transaction

_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Spent:
    """`spent` of `cap`, which is what we take of a limit of GitHub's; what people may use up."""

    limit: str
    spent: int
    cap: int


def spent(tx: Transaction, installation_id: int, now: datetime) -> list[Spent]:
    """Of the windows that end now; a call that is under way counts."""
    rest = ledger.tally(tx, installation_id, Resource.CORE, now)
    graphql = ledger.tally(tx, installation_id, Resource.GRAPHQL, now)
    return [
        _spent("REST points a minute", rest.points.spent, _LIMITS.rest_points),
        _spent("GraphQL points a minute", graphql.points.spent, _LIMITS.graphql_points),
        _spent("new content a minute", rest.content_minute.spent, _LIMITS.content_a_minute),
        _spent("new content an hour", rest.content_hour.spent, _LIMITS.content_an_hour),
    ]


def _spent(limit: str, spent: int, of: int) -> Spent:
    return Spent(limit, spent, _LIMITS.cap(of, Lane.PEOPLE))

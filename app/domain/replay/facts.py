"""All that one decision rested on, so that it can be made again."""

from dataclasses import dataclass

from app.domain.approvals import Evidence
from app.domain.evaluate import Surroundings
from app.domain.facts import Facts


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What was known of a request when it was last decided.

    `facts` is without the catalog, which is known by its own history. `body` is the issue's text,
    so that another form can read it.
    """

    issue_number: int
    body: str
    facts: Facts
    evidence: Evidence
    surroundings: Surroundings

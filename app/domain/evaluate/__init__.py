"""What the policy says of a request: one tree, one decision."""

from app.domain.evaluate.decision import Decision, evaluate
from app.domain.evaluate.explain import Explained, explain
from app.domain.evaluate.moments import next_change
from app.domain.evaluate.standing import standing
from app.domain.evaluate.surroundings import Surroundings

__all__ = [
    "Decision",
    "Explained",
    "Surroundings",
    "evaluate",
    "explain",
    "next_change",
    "standing",
]

"""Breaks of promises 1 and 2, a line each, that the stories must notice: `make mutate-heart`."""

from tests.domain.heart.breaks.acts import OF_COMMENTS, OF_LABELS, OF_WHAT_WAS_READ
from tests.domain.heart.breaks.kind import Break
from tests.domain.heart.breaks.people import OF_PEOPLE, OF_STAND_INS
from tests.domain.heart.breaks.verdicts import OF_GLASS_AND_VETO, OF_RULES

BREAKS = (
    *OF_PEOPLE,
    *OF_STAND_INS,
    *OF_LABELS,
    *OF_COMMENTS,
    *OF_WHAT_WAS_READ,
    *OF_GLASS_AND_VETO,
    *OF_RULES,
)

__all__ = ["BREAKS", "Break"]

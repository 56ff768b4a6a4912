"""Freezes that are over, and bounds that let nothing through."""

from collections.abc import Iterator

from app.domain.mistakes import Mistake
from app.domain.review.subject import Subject


def freezes_over(subject: Subject) -> Iterator[Mistake]:
    """Freezes that hold nothing back any more, and those that never end."""
    for place, freeze in enumerate(subject.policy.freezes):
        if freeze.until is not None and freeze.until <= subject.now:
            say = f"“{freeze.name}” ended on {freeze.until:%Y-%m-%d}; remove it."
            yield subject.remark(say, "freezes", place)
        elif freeze.until is None and freeze.when is None:
            say = f"“{freeze.name}” has no `until`: nothing is built until somebody removes it."
            yield subject.remark(say, "freezes", place)


def nothing_fits(subject: Subject) -> Iterator[Mistake]:
    """Limits of nought."""
    limits = subject.policy.limits
    for key in limits.__dataclass_fields__:
        if getattr(limits, key) == 0:
            yield subject.remark("With a limit of 0 no request is ever built.", "limits", key)

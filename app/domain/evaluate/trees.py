"""How nodes of a verdict join: the gravest status of the children is their parent's."""

from collections.abc import Iterable

from app.domain.verdict import Status, Verdict

_GRAVEST = (Status.REFUSED, Status.FAILED, Status.PENDING, Status.SATISFIED, Status.SKIPPED)


def gravest(statuses: Iterable[Status]) -> Status:
    """SKIPPED if there are none."""
    return min(statuses, key=_GRAVEST.index, default=Status.SKIPPED)


def group(rule: str, children: Iterable[Verdict], well: str) -> tuple[Verdict, ...]:
    """One node over these, or none without any; it says `well` if nothing stands in the way."""
    below = tuple(children)
    if not below:
        return ()
    status = gravest(child.status for child in below)
    is_well = status in {Status.SATISFIED, Status.SKIPPED}
    cause = next(child for child in below if child.status is status)
    sentence = well if is_well else cause.sentence
    return (Verdict(rule, Status.SATISFIED if is_well else status, sentence, below),)

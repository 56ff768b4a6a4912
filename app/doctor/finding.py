"""What one check found: how bad it is, in one sentence, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad it is. Only BROKEN keeps Slipway from its work."""

    FINE = "fine"
    DOUBTFUL = "doubtful"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check; `subject` is the heading that it belongs under.

    `todo` says what to do, a line each; it is empty for what is fine.
    """

    subject: str
    level: Level
    sentence: str
    todo: tuple[str, ...] = ()


def fine(subject: str, sentence: str) -> Finding:
    return Finding(subject, Level.FINE, sentence)


def doubtful(subject: str, sentence: str, *todo: str) -> Finding:
    return Finding(subject, Level.DOUBTFUL, sentence, todo)


def broken(subject: str, sentence: str, *todo: str) -> Finding:
    return Finding(subject, Level.BROKEN, sentence, todo)

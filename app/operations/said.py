"""What an operator's order came to."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence or two; `to_be_done`: it is on record, and a worker now has to take it up."""

    sentence: str
    to_be_done: bool = False
    is_refused: bool = False

    @classmethod
    def refused(cls, sentence: str) -> Self:
        """Nothing was changed; the sentence says why and what to do."""
        return cls(sentence, is_refused=True)

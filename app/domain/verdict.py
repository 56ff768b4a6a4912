"""The tree of what each rule said of a request, with a sentence at every node."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """What a rule says. FAILED means that it could not be decided, which never approves."""

    SKIPPED = "skipped"
    PENDING = "pending"
    SATISFIED = "satisfied"
    REFUSED = "refused"
    FAILED = "failed"

    @property
    def is_well(self) -> bool:
        """Whether nothing stands in the way."""
        return self in {Status.SATISFIED, Status.SKIPPED}


@dataclass(frozen=True, slots=True)
class Verdict:
    """One node: which rule, what it says, and why in one sentence of plain text.

    Sentences may hold text that people typed; whoever shows them escapes them.
    """

    rule: str
    status: Status
    sentence: str
    children: tuple["Verdict", ...] = ()

    def walk(self) -> Iterator["Verdict"]:
        """This node and all below it, from the top."""
        yield self
        for child in self.children:
            yield from child.walk()

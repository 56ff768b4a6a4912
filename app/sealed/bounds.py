"""How much a sealed process may use."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one sealed process may use; it is killed when it is over.

    `answer_bytes` bounds what it says, and any file that it writes.
    """

    wall_seconds: float
    cpu_seconds: int
    memory_bytes: int
    answer_bytes: int

"""What a keeper and its maker say to each other, byte by byte."""

import struct
from dataclasses import dataclass

READY = b"ready"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a request: its exit status, negative for a signal, and whether in time."""

    in_time: bool
    status: int


class Outcomes:
    """Outcomes as a keeper sends them, `size` bytes each."""

    _form = struct.Struct("!?i")
    size = _form.size

    @classmethod
    def written(cls, outcome: Outcome) -> bytes:
        return cls._form.pack(outcome.in_time, outcome.status)

    @classmethod
    def read(cls, said: bytes) -> Outcome:
        return Outcome(*cls._form.unpack(said))

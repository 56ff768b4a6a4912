"""How much one render may use."""

from dataclasses import dataclass

from app.sealed.bounds import Bounds

MOST_PATH_BYTES = 1_024


@dataclass(frozen=True)
class Limits:
    """Bounds of one render; what goes in is held to the same count and sizes as what comes out.

    Text goes to GitHub in a few calls, however many files it is; each binary file takes one of its
    own, and those are a second apart.
    """

    wall_seconds: float = 30.0
    cpu_seconds: int = 10
    memory_bytes: int = 512 * 1024 * 1024
    files: int = 2_000
    binary_files: int = 100
    file_bytes: int = 1024 * 1024
    total_bytes: int = 10 * 1024 * 1024

    @property
    def bounds(self) -> Bounds:
        """What the process may use in which it happens.

        The answer has all content once more, a third longer.
        """
        answer = self.total_bytes * 4 // 3 + self.files * 1024
        return Bounds(self.wall_seconds, self.cpu_seconds, self.memory_bytes, answer)

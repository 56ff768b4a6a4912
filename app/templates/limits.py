"""How much one render may use."""

from dataclasses import dataclass

from app.sealed.bounds import Bounds
from app.sealed.walls import Allowance

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

    def allowance(self) -> Allowance:
        """What one layer may make of files. Our own count, which names the file, is closer."""
        return Allowance(files=self.files * 5, bytes=self.total_bytes * 2)

    def bounds_of(self, renders: int) -> Bounds:
        """What the process may use in which so many renders happen.

        The answer has all content once more, a third longer.
        """
        answer = self.total_bytes * 4 // 3 + self.files * 1024
        times = max(renders, 1)
        return Bounds(
            wall_seconds=self.wall_seconds * times,
            cpu_seconds=self.cpu_seconds * times,
            memory_bytes=self.memory_bytes,
            answer_bytes=answer * times,
        )

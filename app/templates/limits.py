"""How much one render may use."""

from dataclasses import dataclass


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

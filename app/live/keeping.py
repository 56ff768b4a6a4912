"""The file of a recording, written while the check is made: it tells of one that was killed too."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from app.live.recording import Recording, Run, Spoken, lines
from app.live.removed import Remover


class Taken(Exception):
    """There is something at the path already, which is not written over."""


def opened(path: Path) -> TextIO:
    """A new or empty file. Raises Taken or OSError."""
    if path.exists() and not (path.is_file() and path.stat().st_size == 0):
        raise Taken
    return path.open("a", encoding="utf-8")


class Keeper:
    """Keeps what it is told of, without secrets, at the end of a file that is empty."""

    def __init__(self, file: TextIO, remover: Remover, begun: Run) -> None:
        self._file = file
        self._remover = remover
        self._write(self._lines(begun))

    def tell(self, spoken: Spoken) -> None:
        """A step that begins, or a call. A disk that is full keeps no check from its end."""
        _, step, *calls = self._lines(Run({}, (spoken,)))
        with suppress(OSError):
            self._write(calls or [step])

    def finish(self, run: Run) -> None:
        """All of it anew: some names and steps that were skipped are known as such only now."""
        freed = self._lines(run)
        self._file.truncate(0)
        self._write(freed)

    def _lines(self, run: Run) -> list[str]:
        return list(lines(Recording((self._remover.free(run),))))

    def _write(self, entries: Iterable[str]) -> None:
        self._file.writelines(f"{entry}\n" for entry in entries)
        self._file.flush()

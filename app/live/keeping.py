"""The file of a recording, written while the check is made: it tells of one that was killed too."""

from collections.abc import Iterable
from dataclasses import replace
from io import FileIO
from pathlib import Path

from app.live.recording import Recording, Run, Spoken, lines
from app.live.removed import Remover


class Taken(Exception):
    """There is something at the path already, which is not written over."""


def opened(path: Path) -> FileIO:
    """A new or empty file. Raises Taken or OSError.

    Nothing is held back for it in memory: what a full disk refuses would be tried again, and
    refused again, when it is closed.
    """
    if path.exists() and not (path.is_file() and path.stat().st_size == 0):
        raise Taken
    return path.open("ab", buffering=0)


class Keeper:
    """Keeps what it is told of, without secrets, in a file that is empty.

    A name may stand in a call and become known as one only with a later answer. It is taken out of
    what is written already before anything else is called. Raises OSError, as `finish` does.
    """

    def __init__(self, file: FileIO, remover: Remover, begun: Run) -> None:
        self._file = file
        self._remover = remover
        self._run = begun
        self._is_behind = False
        self._write(self._lines(begun))

    def tell(self, spoken: Spoken) -> None:
        """A step that begins, or a call. A disk that is full keeps no check from its end."""
        self._run = _with(self._run, spoken)
        just_now = Run({}, (spoken,))
        try:
            if self._remover.learn(just_now) or self._is_behind:
                self._write_anew(self._run)
            else:
                _, step, *calls = self._lines(just_now)
                self._write(calls or [step])
        except OSError:
            self._is_behind = True

    def finish(self, run: Run) -> None:
        """All of it anew: which steps were skipped is known only now."""
        self._write_anew(run)

    def _write_anew(self, run: Run) -> None:
        freed = self._lines(run)
        self._file.truncate(0)
        self._write(freed)
        self._is_behind = False

    def _lines(self, run: Run) -> list[str]:
        return list(lines(Recording((self._remover.free(run),))))

    def _write(self, entries: Iterable[str]) -> None:
        left = "".join(f"{entry}\n" for entry in entries).encode()
        while left:
            left = left[self._file.write(left) :]


def _with(run: Run, spoken: Spoken) -> Run:
    """A call belongs to the step that was begun last."""
    if not spoken.exchanges:
        return replace(run, spoken=(*run.spoken, spoken))
    *before, last = run.spoken
    grown = replace(last, exchanges=(*last.exchanges, *spoken.exchanges))
    return replace(run, spoken=(*before, grown))

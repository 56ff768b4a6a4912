"""What one request to a sealed process is written on: its folder, and a file for each stream."""

import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from app.sealed.folder import room_folder

# A stack that may not grow, and native code that gets no memory, end with the last two.
_STOPS = {signal.SIGXCPU, signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT}


class Stopped(Exception):
    """A sealed process that was stopped, or ended by itself without an answer."""


@dataclass(frozen=True, slots=True)
class Papers:
    """A folder to work in, and what stands for standard input, output and error."""

    folder: Path
    asked: IO[bytes]
    said: IO[bytes]
    complaint: IO[bytes]

    @property
    def streams(self) -> tuple[IO[bytes], IO[bytes], IO[bytes]]:
        return self.asked, self.said, self.complaint

    def answer(self, status: int, deed: str) -> bytes:
        """What the process said that ended with `status`, negative for a signal. Raises Stopped."""
        if status != 0:
            raise _death(status, _read(self.complaint), deed)
        return _read(self.said)


@contextmanager
def papers(request: bytes) -> Iterator[Papers]:
    """Papers with `request` on them; folder and files are gone afterwards."""
    with (
        room_folder() as folder,
        tempfile.TemporaryFile() as asked,
        tempfile.TemporaryFile() as said,
        tempfile.TemporaryFile() as complaint,
    ):
        asked.write(request)
        asked.seek(0)
        yield Papers(folder, asked, said, complaint)


def too_slow(deed: str, seconds: float) -> Stopped:
    return Stopped(f"{deed} took more than {seconds:g} seconds and was stopped.")


def last_line(complaint: bytes) -> str:
    """The end of what a process said on standard error, where Python names what ended it."""
    return complaint.decode(errors="replace").strip().rpartition("\n")[2][:300]


def _read(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


def _death(status: int, complaint: bytes, deed: str) -> Stopped:
    last = last_line(complaint)
    if -status in _STOPS or last == "MemoryError":
        return Stopped(f"{deed} used up its processor time or memory and was stopped.")
    return Stopped(f"The room ended with status {status}: {last or 'it said nothing'}.")

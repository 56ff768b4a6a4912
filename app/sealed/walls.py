"""What shuts the room: limits, a network of its own, and a guard over files and programs.

All of it is laid by the room's process upon itself, before it looks at what others wrote.
"""

import math
import os
import resource
import signal
import stat
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from app.sealed import native
from app.sealed.bounds import Bounds
from app.sealed.powers import PROGRAM, give_up

# Python's own names of the events, https://docs.python.org/3/library/audit_events.html
FORBIDDEN = (
    "ctypes.", "os.exec", "os.fork", "os.kill", "os.link", "os.posix_spawn", "os.putenv",
    "os.spawn", "os.startfile", "os.symlink", "os.system", "pty.", "shutil.unpack", "signal.",
    "socket.", "subprocess.",
)  # fmt: skip
READS = {"os.listdir", "os.scandir", "os.chdir"}
WRITES = {
    "os.chmod", "os.chown", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.truncate",
    "os.utime",
}  # fmt: skip
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
ALL_WALLS = frozenset(
    {
        "as", "core", "cpu", "environment", "files", "fsize", "network", "nofile", "nproc",
        "privileges",
    }
)  # fmt: skip
ENVIRONMENT = {"PATH", "LANG"}


class Outside(Exception):
    """What runs in here reached for something outside the room; `path` is a file, or None."""

    def __init__(self, what: str, path: str | None = None) -> None:
        super().__init__(what)
        self.path = path


class TimeUp(Exception):
    """The processor time of this room is used up."""


@dataclass
class Allowance:
    """How many files and folders may be made, and how many bytes be written to files."""

    files: int
    bytes: int
    _made: int = 0
    _written: int = 0
    _last: Any = None

    def take(self, path: Any) -> None:
        """One more is made at `path`; the one before it is complete. Raises Outside."""
        self._made += 1
        self._written += _size(self._last)
        self._last = path
        if self._made > self.files:
            raise Outside(f"makes more than {self.files:,} files and folders")
        if self._written > self.bytes:
            raise Outside(f"writes more than {self.bytes:,} bytes to files")


class Guard:
    """Holds this process to one folder: it reads nothing else, and writes where it is told to.

    `also_readable` are folders of the system's own that it may have to read.
    """

    def __init__(self, folder: Path, also_readable: Iterable[str] = ()) -> None:
        self._readable = [os.path.realpath(folder), *PROGRAM, *also_readable]
        self.confine(folder)

    def confine(self, folder: Path, allowance: Allowance | None = None) -> None:
        """From now on nothing is written outside `folder`, and no more than is allowed."""
        self.writable = os.path.realpath(folder)
        self._allowance = allowance

    def hear(self, event: str, args: tuple[Any, ...]) -> None:
        """The audit hook. Raises Outside, which keeps Python from doing it."""
        if event.startswith(FORBIDDEN):
            raise Outside(f"asks for {event}")
        if event in WRITES or (event == "open" and _writes(args)):
            for path in args[:2] if event == "os.rename" else args[:1]:
                self._allow([self.writable], path, "write")
            if self._allowance and event in {"open", "os.mkdir"}:
                self._allowance.take(args[0])
        elif event in READS or event == "open":
            self._allow(self._readable, args[0], "read")

    def _allow(self, folders: list[str], path: Any, deed: str) -> None:
        if not isinstance(path, str | bytes | os.PathLike):
            return  # an open file: whoever opened it was asked then
        # Links cannot be made in here, so the written path tells where it leads.
        asked = os.path.abspath(os.fsdecode(path))  # noqa: PTH100 - resolving reads the disk
        if not any(f"{asked}/".startswith(f"{folder}/") for folder in folders):
            raise Outside(f"would {deed} {asked}", asked)


def shut(
    folder: Path, bounds: Bounds, also_readable: Iterable[str] = (), *, natively: bool = False
) -> tuple[Guard, list[str]]:
    """Shut this process into `folder` for good; its guard and the walls that stand.

    `natively` lays those as well that hold native code.
    """
    signal.signal(signal.SIGXCPU, _time_up)
    walls = [
        *(["environment"] if set(os.environ) <= ENVIRONMENT else []),
        *give_up(str(folder)),
        *(name for name, limits in _limits(bounds).items() if _limited(name, limits)),
        # Last, for what is laid above takes calls that are refused from then on.
        *(native.close(str(folder)) if natively else []),
    ]
    guard = Guard(folder, also_readable)
    sys.addaudithook(guard.hear)
    return guard, sorted([*walls, "files"])


def limit_processor(seconds: int) -> None:
    """So much processor time from here on, within the hard limit that `shut` laid."""
    soft = math.ceil(time.process_time()) + seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if hard != resource.RLIM_INFINITY:
        _limited("cpu", (min(soft, hard), hard))


def _size(path: Any) -> int:
    """Of a file; of anything else none."""
    try:
        found = os.lstat(path)
    except (OSError, TypeError):
        return 0
    return found.st_size if stat.S_ISREG(found.st_mode) else 0


def _writes(args: tuple[Any, ...]) -> bool:
    return bool(args[2] & WRITING)


def _limits(bounds: Bounds) -> dict[str, tuple[int, int]]:
    # From here on: what it takes to start depends on how busy the machine is.
    cpu = math.ceil(time.process_time()) + bounds.cpu_seconds
    return {
        # The kernel says so twice: what is raised inside native code may get lost there.
        "cpu": (cpu, cpu + 2),
        "as": (bounds.memory_bytes, bounds.memory_bytes),
        "fsize": (bounds.answer_bytes, bounds.answer_bytes),
        "nofile": (64, 64),
        "nproc": (0, 0),
        "core": (0, 0),
    }


def _limited(name: str, limits: tuple[int, int]) -> bool:
    try:
        resource.setrlimit(getattr(resource, f"RLIMIT_{name.upper()}"), limits)
    except (AttributeError, OSError, ValueError):
        return False  # not every platform has, or lets us set, each of them
    return True


def _time_up(_signal: int, _frame: FrameType | None) -> None:
    raise TimeUp

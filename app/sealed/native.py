"""The walls that hold native code too, for a process that runs what is free to be anything.

They are laid on top of all others, and for good.
"""

import os
import sys
from typing import Any

from app.sealed import landlock, system_calls
from app.sealed.powers import PROGRAM

LANDLOCK, SECCOMP = "landlock", "seccomp"
NATIVE_WALLS = frozenset({LANDLOCK, SECCOMP})
# Where the system keeps the libraries that a module may load.
_LIBRARIES = ("/usr", "/lib", "/lib64")


def close(folder: str) -> list[str]:
    """Leave this process nothing but to work in `folder`; which of these walls stand now."""
    readable = {*PROGRAM, *_LIBRARIES, sys.base_prefix}
    walls = [LANDLOCK] if landlock.hold(folder, sorted(readable)) else []
    if system_calls.refuse():
        walls.append(SECCOMP)
        os.chmod = _chmod
    return walls


def _chmod(
    path: Any, mode: int, *, dir_fd: int | None = None, follow_symlinks: bool = True
) -> None:
    """As usual, by way of an open file: what can be opened in here is no other's to change."""
    del follow_symlinks  # there are no links in here
    sys.audit("os.chmod", path, mode, -1 if dir_fd is None else dir_fd)
    if isinstance(path, int):
        os.fchmod(path, mode)
        return
    handle = os.open(path, os.O_RDONLY, dir_fd=dir_fd)
    try:
        os.fchmod(handle, mode)
    finally:
        os.close(handle)

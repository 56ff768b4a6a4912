"""What a process gives up for good, as far as the kernel lets it: network, privileges, user.

What it forks inherits all of it.
"""

import ctypes
import os
import signal
import sys
import sysconfig
from contextlib import suppress
from functools import cache

from app.sealed.folder import NOBODY

CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000
PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_NO_NEW_PRIVS = 38
# Where modules are that a codec or a parser loads late.
PROGRAM = tuple(map(sysconfig.get_path, ("stdlib", "platstdlib", "purelib", "platlib")))

_gone: set[str] = set()


def keep_shut() -> None:
    """For a process that forks others, each of which gives up the rest by itself."""
    _hold_no_new_privileges()
    # Nobody of this user looks into the memory of a process that is to stay clean.
    _prctl(PR_SET_DUMPABLE, 0)
    # In a namespace of users of its own, root could not become somebody else any more.
    _leave_network(CLONE_NEWNET, *([] if _is_root() else [CLONE_NEWUSER | CLONE_NEWNET]))


def give_up(folder: str) -> list[str]:
    """Give up all powers but to work in `folder`; which of the walls stand now."""
    privileges = _hold_no_new_privileges()
    _become_nobody(folder)
    network = _leave_network(CLONE_NEWNET, CLONE_NEWUSER | CLONE_NEWNET)
    # Last, for a change of the user takes it back.
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    return ["privileges"] * privileges + ["network"] * network


def _hold_no_new_privileges() -> bool:
    return _prctl(PR_SET_NO_NEW_PRIVS, 1)


def _leave_network(*ways: int) -> bool:
    """Move to a network with nothing in it, in the first of these ways that works."""
    if "network" not in _gone and any(map(_unshare, ways)):
        _gone.add("network")
    return "network" in _gone


def _become_nobody(folder: str) -> None:
    """Root goes on as a user to whom nothing belongs, if that one can still work."""
    if not _is_root():
        return
    # In some containers root is root by name only.
    with suppress(OSError):
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.seteuid(NOBODY)
        is_enough = _reaches(folder)
        os.seteuid(0)
        if is_enough:
            os.setresuid(NOBODY, NOBODY, NOBODY)


def _reaches(folder: str) -> bool:
    free = os.R_OK | os.W_OK | os.X_OK
    return os.access(folder, free, effective_ids=True) and all(
        os.access(path, os.R_OK | os.X_OK, effective_ids=True) for path in PROGRAM
    )


def _is_root() -> bool:
    return os.geteuid() == 0


@cache
def library() -> ctypes.CDLL | None:
    """The C library, through which the kernel is asked; None on a system other than Linux."""
    return ctypes.CDLL(None) if sys.platform.startswith("linux") else None


def _prctl(option: int, value: int) -> bool:
    libc = library()
    return libc is not None and libc.prctl(option, value, 0, 0, 0) == 0


def _unshare(flags: int) -> bool:
    libc = library()
    return libc is not None and libc.unshare(flags) == 0

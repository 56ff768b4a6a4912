"""Landlock, the kernel's own wall around files: it holds native code as well as Python.

https://docs.kernel.org/userspace-api/landlock.html
"""

import ctypes
import os
from collections.abc import Iterable
from pathlib import Path

from app.sealed.powers import library

# The numbers of these calls are the same on every machine.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASKS_VERSION = 1
_BELOW_PATH = 1

_READ = 1 << 2 | 1 << 3
"""Files, and lists of folders."""
_WORK = _READ | 1 << 1 | 1 << 4 | 1 << 5 | 1 << 7 | 1 << 8 | 1 << 13 | 1 << 14
"""And to write, make, move and remove plain files and folders: no links, devices or pipes."""
_EVERYTHING = (1 << 16) - 1
_TCP = 1 << 0 | 1 << 1
_OTHERS = 1 << 0 | 1 << 1
"""Abstract sockets and signals of processes that are not in here."""

FIRST_THAT_HOLDS = 6
"""The version that keeps signals in as well; Linux has it since 6.12."""


class _Ruleset(ctypes.Structure):
    _fields_ = (
        ("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64)
    )  # fmt: skip


class _Below(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32))


def hold(workplace: str, readable: Iterable[str]) -> bool:
    """Hold this process to `workplace` and to reading what is `readable`; whether that stands.

    No program can be started from anywhere, and no process outside be looked into or signalled.
    """
    kernel = library()
    if kernel is None or kernel.syscall(_CREATE_RULESET, None, 0, _ASKS_VERSION) < FIRST_THAT_HOLDS:
        return False
    asked = _Ruleset(_EVERYTHING, _TCP, _OTHERS)
    ruleset = kernel.syscall(_CREATE_RULESET, ctypes.byref(asked), ctypes.sizeof(asked), 0)
    if ruleset < 0:
        return False
    try:
        allowed = [_allow(kernel, ruleset, workplace, _WORK)]
        allowed += [_allow(kernel, ruleset, one, _READ) for one in readable if Path(one).is_dir()]
        return all(allowed) and kernel.syscall(_RESTRICT_SELF, ruleset, 0) == 0
    finally:
        os.close(ruleset)


def _allow(kernel: ctypes.CDLL, ruleset: int, folder: str, rights: int) -> bool:
    handle = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = _Below(rights, handle)
        return bool(kernel.syscall(_ADD_RULE, ruleset, _BELOW_PATH, ctypes.byref(rule), 0) == 0)
    finally:
        os.close(handle)

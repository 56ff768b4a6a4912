"""Processor seconds and memory of processes, as Linux counts them."""

import os
import time
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from app.sealed import warm

_TICKS = os.sysconf("SC_CLK_TCK")
_FIRST = 11
"""Of utime among the fields after the process's name; stime and both of the children follow."""


def own_seconds() -> float:
    """Of this process, and of all its children that ended."""
    children = getrusage(RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def spent() -> float:
    """Seconds of this process, of the rooms that it keeps warm, and of all children that ended."""
    return own_seconds() + sum(map(seconds_of, warm.process_ids()))


def seconds_of(process: int) -> float:
    """Of a process that runs, and of all its children that ended."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return sum(map(int, fields[_FIRST : _FIRST + 4])) / _TICKS


def megabytes_of(process: int) -> float:
    """Resident memory."""
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    kilobytes = status.partition("VmRSS:")[2].split()[0]
    return int(kilobytes) / 1024

"""Asks a program that runs sealed off: one request goes in, one answer comes out."""

import os
import select
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

import app
from app.sealed.bounds import Bounds
from app.sealed.papers import Stopped, papers, too_slow

__all__ = ["Stopped", "exchange"]

Stream = IO[bytes] | int

_HOME = Path(app.__file__).parents[1]


def exchange(program: str, request: bytes, bounds: Bounds, deed: str) -> bytes:
    """One request to a new process, and its answer; process and folder are gone afterwards.

    `program` is a module that calls `app.sealed.walls.shut` before it looks at what the request
    holds: `python -m PROGRAM FOLDER`. `deed` is what it does, such as “Rendering”. Raises Stopped.
    """
    with papers(request) as paper:
        room = launched(program, str(paper.folder), streams=paper.streams)
        try:
            _await(room, bounds.wall_seconds)
            status = room.wait(0)
        except subprocess.TimeoutExpired as error:
            raise too_slow(deed, bounds.wall_seconds) from error
        finally:
            end(room)
        return paper.answer(status, deed)


def launched(
    program: str, argument: str, streams: tuple[Stream, Stream, Stream]
) -> subprocess.Popen[bytes]:
    """`python -m PROGRAM ARGUMENT`, at the head of a group of processes of its own."""
    return subprocess.Popen(
        # -E and -s: neither the environment nor a user's folder may add to what is imported.
        [sys.executable, "-E", "-s", "-B", "-m", program, argument],
        stdin=streams[0],
        stdout=streams[1],
        stderr=streams[2],
        cwd=_HOME,
        env={"PATH": os.defpath, "LANG": "C.UTF-8"},
        start_new_session=True,
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill it and all that it started, if it still runs."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _await(room: subprocess.Popen[bytes], seconds: float) -> None:
    """Until it ends or time is up. The library looks 20 times a second, which is felt here."""
    try:
        handle = os.pidfd_open(room.pid)
    except (AttributeError, OSError):  # a system other than Linux, or an old one
        with suppress(subprocess.TimeoutExpired):
            room.wait(seconds)
        return
    try:
        watch = select.poll()
        watch.register(handle, select.POLLIN)
        watch.poll(seconds * 1000)
    finally:
        os.close(handle)

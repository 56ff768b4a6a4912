"""Asks a program that runs sealed off: one request goes in, one answer comes out."""

import os
import select
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO

import app
from app.sealed.bounds import Bounds
from app.sealed.leftovers import ROOM_PREFIX

_HOME = Path(app.__file__).parents[1]


class Stopped(Exception):
    """A sealed process that was stopped, or ended by itself without an answer."""


def exchange(program: str, request: bytes, bounds: Bounds, deed: str) -> bytes:
    """One request to a new process, and its answer; process and folder are gone afterwards.

    `program` is a module that calls `app.sealed.walls.shut` before it looks at what the request
    holds: `python -m PROGRAM FOLDER`. `deed` is what it does, such as “Rendering”. Raises Stopped.
    """
    with (
        tempfile.TemporaryDirectory(prefix=ROOM_PREFIX) as folder,
        tempfile.TemporaryFile() as asked,
        tempfile.TemporaryFile() as said,
        tempfile.TemporaryFile() as complaint,
    ):
        asked.write(request)
        asked.seek(0)
        command = _command(program, folder)
        status = _run(command, (asked, said, complaint), bounds.wall_seconds, deed)
        if status != 0:
            raise _death(status, _read(complaint), deed)
        return _read(said)


def _command(program: str, folder: str) -> list[str]:
    # -E and -s: neither the environment nor a user's folder may add to what is imported.
    return [sys.executable, "-E", "-s", "-B", "-m", program, folder]


def _run(
    command: list[str], files: tuple[IO[bytes], IO[bytes], IO[bytes]], seconds: float, deed: str
) -> int:
    room = subprocess.Popen(
        command,
        stdin=files[0],
        stdout=files[1],
        stderr=files[2],
        cwd=_HOME,
        env={"PATH": os.defpath, "LANG": "C.UTF-8"},
        start_new_session=True,
    )
    try:
        _await(room, seconds)
        return room.wait(0)
    except subprocess.TimeoutExpired as error:
        raise Stopped(f"{deed} took more than {seconds:g} seconds and was stopped.") from error
    finally:
        _end(room)


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


def _end(room: subprocess.Popen[bytes]) -> None:
    if room.poll() is None:
        os.killpg(room.pid, signal.SIGKILL)
        room.wait()


def _read(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


def _death(status: int, complaint: bytes, deed: str) -> Stopped:
    last = complaint.decode(errors="replace").strip().rpartition("\n")[2][:300]
    if status in {-signal.SIGXCPU, -signal.SIGKILL} or last == "MemoryError":
        return Stopped(f"{deed} used up its processor time or memory and was stopped.")
    return Stopped(f"The room ended with status {status}: {last or 'it said nothing'}.")

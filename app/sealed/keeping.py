"""One keeper as its maker sees it: started when it is needed, and anew after it died."""

import json
import socket
import subprocess
import tempfile
import threading
from contextlib import suppress
from typing import IO

from app.sealed.papers import Papers, last_line
from app.sealed.process import end, launched
from app.sealed.signs import READY, Outcome, Outcomes

_START_SECONDS = 60.0
_GRACE_SECONDS = 2.0
_END_SECONDS = 2.0


class KeeperDied(Exception):
    """A keeper that did not start, or was gone before it said what became of a request."""


class Keeper:
    """Keeps `program` warm in a process of its own; one request at a time."""

    def __init__(self, program: str) -> None:
        self._program = program
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._complaint: IO[bytes] | None = None

    @property
    def process_id(self) -> int | None:
        return self._process.pid if self._process else None

    def perform(self, paper: Papers, seconds: float) -> Outcome:
        """What became of the request on `paper`. Raises KeeperDied.

        A keeper that does not keep to the time itself hangs, and is killed with all it started.
        """
        with self._lock:
            try:
                return self._performed(paper, seconds)
            except TimeoutError:
                self._kill()
                return Outcome(in_time=False, status=0)
            except OSError as error:
                raise self._died() from error
            except BaseException:
                # Whoever asks next must not get the answer to this.
                self._kill()
                raise

    def end(self) -> None:
        """Let it end by itself, if it runs."""
        with self._lock:
            if self._process is not None and self._control is not None:
                self._control.close()
                with suppress(subprocess.TimeoutExpired):
                    self._process.wait(_END_SECONDS)
                self._kill()

    def forget(self) -> None:
        """In a fork: let go of what belongs to the process that was forked."""
        if self._process is not None and self._control is not None:
            self._control.close()
            self._process.returncode = 0  # it is not for this process to wait for

    def _performed(self, paper: Papers, seconds: float) -> Outcome:
        control = self._running()
        order = {"folder": str(paper.folder), "seconds": seconds}
        streams = [stream.fileno() for stream in paper.streams]
        control.settimeout(seconds + _GRACE_SECONDS)
        socket.send_fds(control, [json.dumps(order).encode()], streams)
        said = control.recv(Outcomes.size, socket.MSG_WAITALL)
        if len(said) < Outcomes.size:
            raise ConnectionResetError
        return Outcomes.read(said)

    def _running(self) -> socket.socket:
        if self._process is not None and self._process.poll() is not None:
            self._kill()
        if self._control is None:
            self._start()
        assert self._control is not None
        return self._control

    def _start(self) -> None:
        self._control, theirs = socket.socketpair()
        self._complaint = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as it runs
        with theirs:
            streams = (theirs.fileno(), subprocess.DEVNULL, self._complaint)
            self._process = launched("app.sealed.keeper", self._program, streams)
        self._control.settimeout(_START_SECONDS)
        if self._control.recv(len(READY), socket.MSG_WAITALL) != READY:
            raise ConnectionResetError

    def _died(self) -> KeeperDied:
        said = b""
        if self._complaint is not None:
            self._complaint.seek(0)
            said = self._complaint.read()
        self._kill()
        return KeeperDied(f"the room's keeper died: {last_line(said) or 'it said nothing'}.")

    def _kill(self) -> None:
        if self._process is not None:
            end(self._process)
        for held in (self._control, self._complaint):
            if held is not None:
                held.close()
        self._process = self._control = self._complaint = None

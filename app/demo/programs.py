"""The demo's programs: each in a session of its own, watched, and ended with the demo."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from app.demo.fault import DemoFault

ROOT = Path(__file__).parent.parent.parent

# Celery tells of every task that comes and goes, the sweep's among them.
_ROUTINE = re.compile(r'"level": "info", "logger": "celery\.')
_OURS = ("SLIPWAY_", "PYTHON")
_MISLEADING = frozenset({"port", "http_proxy", "https_proxy", "all_proxy", "no_proxy"})


class Program:
    """A program at work, in a session of its own: Ctrl-C reaches the demo, which ends it."""

    def __init__(
        self, name: str, command: Sequence[str], environment: Mapping[str, str], log: Path
    ) -> None:
        self.name = name
        self.log = log
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                command,
                cwd=log.parent,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def process_id(self) -> int:
        """Also the id of its process group."""
        return self._process.pid

    def check(self) -> None:
        """Raises DemoFault when the program has ended."""
        status = self._process.poll()
        if status is None:
            return
        how = f"was killed by signal {-status}" if status < 0 else f"ended with status {status}"
        raise DemoFault(
            f"The {self.name} {how}, and the demo needs it. {self.last_words()}\n"
            "Mend what they name, then start the demo again."
        )

    def last_words(self, lines: int = 15) -> str:
        """The last lines of its log that tell anything, as a part of a message."""
        text = self.log.read_text(encoding="utf-8", errors="replace").strip()
        telling = [line for line in text.splitlines() if not _ROUTINE.search(line)]
        if not telling:
            return f"The {self.name}'s log is empty."
        shown = "\n".join(f"  | {line}" for line in telling[-lines:])
        return f"The last lines of the {self.name}'s log:\n{shown}"

    def end(self, seconds: float) -> None:
        """Lets it finish what is at hand for so many seconds; what is left then is killed."""
        self._signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
        self._signal(signal.SIGKILL)
        self._process.wait()

    def _signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError, PermissionError):  # macOS: EPERM for a group of zombies
            os.killpg(self.process_id, number)


def end_all(programs: Sequence[Program], seconds: float = 10) -> None:
    """Ends the last started first: it may still need the others to finish."""
    for program in reversed(programs):
        program.end(seconds)


def python(module: str, *arguments: str) -> list[str]:
    """The command that runs a module of this project with this Python."""
    return [sys.executable, "-P", "-m", module, *arguments]


def clean_environment() -> dict[str, str]:
    """Ours without settings that are meant for another Slipway, and without proxies."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(_OURS) and name.lower() not in _MISLEADING
    }
    return kept | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}


def need_git() -> None:
    """Raises DemoFault unless a whole git is there: the sandbox serves clones with it."""
    if shutil.which("git") is None:
        raise DemoFault(
            "The demo clones what Slipway builds, and there is no git on the PATH. Install it "
            "(Debian, Ubuntu: apt install git; macOS: xcode-select --install) and try again."
        )

"""A program that shuts itself off and then tries what it is asked to, as an attacker would.

Answers with what came of it: the outcome, or the name of the exception that stopped it.
"""

import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.sealed.bounds import Bounds
from app.sealed.walls import limit_processor, shut


def _loops() -> None:
    while True:
        pass


def _forks() -> None:
    if os.fork() == 0:
        os._exit(0)


def _reads(path: str) -> str:
    return Path(path).read_text("utf-8")


def _writes(path: str) -> int:
    return Path(path).write_text("was here", "utf-8")


def _connects(port: int) -> None:
    socket.create_connection(("127.0.0.1", port)).close()


def _remembers(word: str) -> list[str]:
    before = list(_HEARD)
    _HEARD.append(word)
    Path(f"heard-{word}").touch()
    return [*before, *sorted(path.name for path in Path.cwd().iterdir())]


def _asks_for_time(seconds: int) -> tuple[int, int]:
    limit_processor(seconds)
    return resource.getrlimit(resource.RLIMIT_CPU)


def _is_open(handle: int) -> bool:
    try:
        os.fstat(handle)
    except OSError:
        return False
    return True


_HEARD: list[str] = []
DEEDS: dict[str, Callable[..., object]] = {
    "reads": _reads,
    "writes": _writes,
    "lists": os.listdir,
    "environment": lambda: sorted(os.environ),
    "connects": _connects,
    "runs": lambda: subprocess.run(["true"], check=True).returncode,
    "forks": _forks,
    "changes the environment": lambda: os.putenv("A", "b"),
    "links": lambda path: Path("link").symlink_to(path),
    "loops": _loops,
    "waits": lambda: time.sleep(60),
    "asks for time": _asks_for_time,
    "crashes": os.abort,
    "takes memory": lambda size: len(bytearray(size)),
    "talks": lambda size: "x" * size,
    "dies": lambda: os._exit(3),
    "kills its maker": lambda: os.kill(os.getppid(), signal.SIGKILL),
    "remembers": _remembers,
    "is": lambda: [os.getuid(), os.getgid(), os.getgroups()],
    "holds": lambda: list(filter(_is_open, range(256))),
}


def warm_up() -> None:
    """What a connection loads late."""
    "localhost".encode("idna")


def main() -> None:
    folder = Path(sys.argv[1])
    os.chdir(folder)
    request: dict[str, Any] = json.load(sys.stdin)
    shut(folder, Bounds(**request["bounds"]))
    try:
        outcome = DEEDS[request["deed"]](*request["arguments"])
    except Exception as error:  # noqa: BLE001 - whatever stops it is the answer
        outcome = type(error).__name__
    sys.stdout.write(json.dumps(outcome))


if __name__ == "__main__":
    main()

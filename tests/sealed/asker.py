"""A program that asks a keeper, and then ends in one way or another, as a worker might.

`python -m tests.sealed.asker END` prints the keeper's process id, and more where it says so.
"""

import json
import os
import sys
from dataclasses import asdict

from app.sealed import warm
from app.sealed.bounds import Bounds

_BOUNDS = Bounds(
    wall_seconds=60.0, cpu_seconds=5, memory_bytes=256 * 1024 * 1024, answer_bytes=100_000
)


def main() -> None:
    _ask("is")
    own = warm.process_ids()
    sys.stdout.write(f"{own}\n")
    sys.stdout.flush()
    match sys.argv[1]:
        case "asks on":
            _ask("waits")
        case "reads":
            sys.stdin.read()
        case "forks":
            _fork()
            _ask("is")
            sys.stdout.write(f"{warm.process_ids() == own}\n")


def _fork() -> None:
    child = os.fork()
    if child == 0:
        before = warm.process_ids()
        _ask("is")
        sys.stdout.write(f"{[before, warm.process_ids()]}\n")
        warm.close()
        sys.stdout.flush()
        os._exit(0)
    os.waitpid(child, 0)


def _ask(deed: str) -> None:
    request = {"deed": deed, "arguments": [], "bounds": asdict(_BOUNDS)}
    warm.ask("tests.sealed.intruder", json.dumps(request).encode(), _BOUNDS, "Intruding")


if __name__ == "__main__":
    main()

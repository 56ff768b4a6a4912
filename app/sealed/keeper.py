"""Keeps a program warm: forks a child for each request, which shuts itself off and answers it.

`python -m app.sealed.keeper PROGRAM` talks with its maker over the socket that is its standard
input, and ends when that is closed. It holds nothing, and looks at no request itself: each child
gets its own as open files, and dies with it, so no request meets another.
"""

import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import traceback
from types import ModuleType
from typing import NoReturn

from app.sealed import powers
from app.sealed.signs import READY, Outcome, Outcomes

_STREAMS = 3
_DEATH = 3
"""The number of the pipe that only the child holds: it closes when the child is dead."""


def main() -> None:
    program = importlib.import_module(sys.argv[1])
    program.warm_up()
    powers.keep_shut()
    # What is there now is shared with every child, instead of copied when it is counted.
    gc.collect()
    gc.freeze()
    control = socket.socket(fileno=os.dup(0))
    control.sendall(READY)
    while True:
        order, streams, _, _ = socket.recv_fds(control, 4_096, _STREAMS)
        if not order:
            return
        control.sendall(Outcomes.written(_performed(program, json.loads(order), streams, control)))


def _performed(
    program: ModuleType, order: dict[str, object], streams: list[int], control: socket.socket
) -> Outcome:
    alive, held = os.pipe()
    child = os.fork()
    if child == 0:
        _answer(program, str(order["folder"]), [*streams, held])
    for handle in (*streams, held):
        os.close(handle)
    in_time = _dies(alive, control, float(str(order["seconds"])))
    os.close(alive)
    os.kill(child, signal.SIGKILL)  # a zombie does not mind
    _, status = os.waitpid(child, 0)
    return Outcome(in_time, os.waitstatus_to_exitcode(status))


def _dies(alive: int, control: socket.socket, seconds: float) -> bool:
    """Wait until the child is dead, its time is up, or nobody waits for it any more."""
    watch = select.poll()
    watch.register(alive, select.POLLIN)
    watch.register(control, select.POLLIN)
    return alive in {handle for handle, _ in watch.poll(seconds * 1000)}


def _answer(program: ModuleType, folder: str, handles: list[int]) -> NoReturn:
    """In the child: what `python -m PROGRAM FOLDER` does."""
    status = 1
    try:
        for number, handle in enumerate(handles):
            os.dup2(handle, number, inheritable=False)
        os.closerange(_DEATH + 1, os.sysconf("SC_OPEN_MAX"))
        sys.argv = [str(program.__file__), folder]
        program.main()
        sys.stdout.flush()
        status = 0
    except BaseException as error:  # noqa: BLE001 - nobody above would say it
        # Without the lines of code, which are in files that cannot be read any more.
        sys.stderr.writelines(traceback.format_exception_only(error))
        sys.stderr.flush()
    finally:
        os._exit(status)


if __name__ == "__main__":
    main()

"""Asks a program that is kept warm: what `exchange` does, without starting Python each time.

Each process that asks has keepers of its own; a fork starts without them.
"""

import atexit
import os
import threading

from app.sealed.bounds import Bounds
from app.sealed.keeping import Keeper, KeeperDied
from app.sealed.papers import Stopped, papers, too_slow

_keepers: dict[str, Keeper] = {}
_lock = threading.Lock()


def ask(program: str, request: bytes, bounds: Bounds, deed: str) -> bytes:
    """One request to a process forked for it, and its answer; folder and process are gone then.

    `program` is a module with a `main` for `exchange`, and `warm_up`, which loads all that it
    needs. Requests from several threads wait for each other. Raises Stopped.
    """
    keeper = _keeper_of(program)
    try:
        return _asked(keeper, request, bounds, deed)
    except KeeperDied:
        # Whoever killed it, a new one knows nothing of that.
        try:
            return _asked(keeper, request, bounds, deed)
        except KeeperDied as again:
            raise Stopped(f"{deed} was tried twice: {again}") from again


def close() -> None:
    """End this process's keepers; whoever asks again gets new ones."""
    with _lock:
        for keeper in _keepers.values():
            keeper.end()


def process_ids() -> list[int]:
    """The keepers that run for this process, for those who measure them."""
    with _lock:
        return [found for keeper in _keepers.values() if (found := keeper.process_id) is not None]


def _keeper_of(program: str) -> Keeper:
    with _lock:
        return _keepers.setdefault(program, Keeper(program))


def _asked(keeper: Keeper, request: bytes, bounds: Bounds, deed: str) -> bytes:
    with papers(request) as paper:
        outcome = keeper.perform(paper, bounds.wall_seconds)
        if not outcome.in_time:
            raise too_slow(deed, bounds.wall_seconds)
        return paper.answer(outcome.status, deed)


def _forget() -> None:
    """In a fork: these keepers belong to the process that made them, and end with that one."""
    global _lock  # noqa: PLW0603 - another thread may have held it when the fork was made
    _lock = threading.Lock()
    for keeper in _keepers.values():
        keeper.forget()
    _keepers.clear()


atexit.register(close)
os.register_at_fork(after_in_child=_forget)

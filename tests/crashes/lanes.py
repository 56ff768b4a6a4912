"""Runs cases side by side, each lane in a process of its own.

Threads would not do: Python 3.11 trips over two that make Flask's routes at the same time.
"""

import logging
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import structlog

from app import embedded_redis
from tests.crashes import databases
from tests.crashes.case import Case, Result, as_planned, play
from tests.crashes.databases import Kind


@dataclass
class _Lane:
    """What this process keeps from one case to the next."""

    template: str
    redis_url: str
    held: ExitStack


_lane: _Lane


def run_all(
    cases: Iterable[Case], kind: Kind, template: str, lanes: int, folder: Path
) -> Iterator[Result]:
    """The results in the order in which they come."""
    with ProcessPoolExecutor(
        lanes, get_context("spawn"), _open_lane, (kind, template, folder)
    ) as pool:
        futures: list[Future[Result]] = [pool.submit(_run, case, folder) for case in cases]
        try:
            for future in as_completed(futures):
                yield future.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _open_lane(kind: Kind, template: str, folder: Path) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    global _lane  # noqa: PLW0603 - a pool gives its processes no other place
    redis_url, held = "", ExitStack()
    if kind is Kind.POSTGRESQL:
        # Never left: the Redis ends with this process.
        home = Path(tempfile.mkdtemp(prefix="redis-", dir=folder))
        redis_url = held.enter_context(embedded_redis.running(home))
    _lane = _Lane(template, redis_url, held)


def _run(case: Case, folder: Path) -> Result:
    return as_planned(lambda: _once(case, folder))


def _once(case: Case, folder: Path) -> Result:
    """The files of a run stay only if they show what went wrong."""
    home = Path(tempfile.mkdtemp(prefix="run-", dir=folder))
    with databases.copy(_lane.template, home) as url:
        result = play(case, home, url, _lane.redis_url)
    if not result.violation:
        shutil.rmtree(home, ignore_errors=True)
    return result

"""How webhooks are taken: how fast, how many, and what is left of them after `kill -9`.

The web process and the worker are the real ones, on SQLite with full durability and a Redis of
their own; the sandbox is their GitHub. Deliveries are signed, of 10 KB, each with its own id.
"""

import asyncio
import itertools
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from app import embedded_redis
from app.demo.fault import DemoFault
from app.store import deliveries
from app.store.deliveries import Arrival
from benchmarks import _burst
from benchmarks._accounts import account, handled
from benchmarks._burst import Letter, Tally, letters
from benchmarks._rig import Rig, memory_mb

_LINES = 64
_SECONDS_UNTIL_KILL = (0.3, 1.5)
_DRAIN_SECONDS = 600


def measure(rate: int, seconds: float, kills: int, backlog: int) -> dict[str, Any]:
    """All figures, in the order in which they are made."""
    with _rig() as rig:
        found = _load(rig, rate, seconds)
    with _rig() as rig:
        found |= _killed(rig, kills)
    with _rig() as rig:
        found |= _drained(rig, backlog)
    for total in ("acknowledged", "lost", "doubled"):
        found[total] = found.pop(f"{total}_loaded") + found.pop(f"{total}_killed")
    return found


@contextmanager
def _rig() -> Iterator[Rig]:
    with (
        tempfile.TemporaryDirectory(prefix="slipway-bench-") as folder,
        tempfile.TemporaryDirectory(prefix="slipway-redis-") as redis_folder,
        embedded_redis.running(Path(redis_folder)) as redis_url,
    ):
        rig = Rig(Path(folder), redis_url)
        try:
            yield rig
        finally:
            rig.end()


def _load(rig: Rig, rate: int, seconds: float) -> dict[str, Any]:
    """First at a fixed rate, then as many as are taken; memory before and after."""
    web = rig.start_web()
    source = letters(rig.seeded.webhook_secret, "load")
    warm = asyncio.run(_burst.as_fast_as_answered(rig.port, source, _LINES, _after(5)))
    before = memory_mb(web)
    steady = asyncio.run(_burst.at_a_rate(rig.port, source, rate, seconds))
    _tell(f"{rate} a second", steady)
    most = asyncio.run(_burst.as_fast_as_answered(rig.port, source, _LINES, _after(seconds / 2)))
    _tell(f"as many as {_LINES} connections get answered", most)
    after = memory_mb(web)
    click.echo(f"  memory: {before:.0f} MB before, {after:.0f} MB after")
    return _accounted(rig, [warm, steady, most], "loaded") | {
        "p50_ms": round(steady.percentile(0.5), 1),
        "p99_ms": round(steady.percentile(0.99), 1),
        "steady_rate": rate,
        "rate": round(most.rate),
        "p99_ms_at_most": round(most.percentile(0.99), 1),
        "memory_mb": [round(before), round(after)],
    }


def _killed(rig: Rig, kills: int) -> dict[str, Any]:
    """Kill the web process amid a burst, start it, and again; every tenth delivery comes twice."""
    tallies = []
    for number in range(kills):
        web = rig.start_web()
        source = _twice_now_and_then(letters(rig.seeded.webhook_secret, f"kill-{number}"))
        tallies.append(asyncio.run(_burst_with_a_kill(rig, web, source)))
        _tell(f"kill {number + 1} of {kills}", tallies[-1])
    return {"kills": kills} | _accounted(rig, tallies, "killed")


async def _burst_with_a_kill(rig: Rig, web: Any, source: Iterator[Letter]) -> Tally:
    seconds = random.uniform(*_SECONDS_UNTIL_KILL)  # noqa: S311 - no secret
    loop = asyncio.get_running_loop()
    return await _burst.as_fast_as_answered(
        rig.port, source, _LINES, lambda: False, lambda: loop.call_later(seconds, rig.kill, web)
    )


def _drained(rig: Rig, backlog: int) -> dict[str, Any]:
    """How long the worker takes for what waits when it starts."""
    now = datetime.now(UTC)
    kept = [
        Arrival(f"wait-{number}", "issues", "labeled", 3, "acme", _burst.body(number % 50 + 1), now)
        for number in range(backlog)
    ]
    with rig.database.transaction() as tx:
        deliveries.record(tx, kept)
    rig.start_worker()
    began = _seconds_until(rig, backlog - 1)
    took = _seconds_until(rig, 0)
    click.echo(f"  {backlog} waiting deliveries: handled {took:.1f} s after the worker's first")
    return {
        "drained": backlog,
        "drain_seconds": round(took, 1),
        "worker_start_seconds": round(began, 1),
    }


def _seconds_until(rig: Rig, waiting: int) -> float:
    """Until no more than so many wait."""
    began = time.perf_counter()
    while rig.waiting() > waiting:
        if time.perf_counter() - began > _DRAIN_SECONDS:
            raise DemoFault(f"Deliveries still wait after {_DRAIN_SECONDS} seconds.")
        time.sleep(0.05)
    return time.perf_counter() - began


def _accounted(rig: Rig, tallies: list[Tally], name: str) -> dict[str, int]:
    """Let the worker handle all that was taken, and see what it did to acknowledged ids."""
    worker = rig.start_worker()
    _seconds_until(rig, 0)
    rig.stop(worker)
    with worker.log.open(encoding="utf-8") as lines:
        found = account({guid for tally in tallies for guid in tally.acknowledged}, handled(lines))
    click.echo(
        f"  {found.acknowledged} acknowledged; after the worker handled all there was: "
        f"{found.lost} lost, {found.doubled} doubled"
    )
    return {f"{figure}_{name}": number for figure, number in asdict(found).items()}


def _twice_now_and_then(source: Iterator[Letter]) -> Iterator[Letter]:
    for number in itertools.count():
        letter = next(source)
        yield letter
        if number % 10 == 0:
            yield letter


def _after(seconds: float) -> Any:
    ends_at = time.monotonic() + seconds
    return lambda: time.monotonic() > ends_at


def _tell(what: str, tally: Tally) -> None:
    click.echo(
        f"  {what}: {len(tally.acknowledged)} acknowledged, {tally.rate:.0f} a second, p50 "
        f"{tally.percentile(0.5):.1f} ms, p99 {tally.percentile(0.99):.1f} ms"
        + (f", otherwise {dict(tally.otherwise)}" if tally.otherwise else "")
    )


@click.command()
@click.option("--rate", default=200, help="Deliveries a second in the first part.")
@click.option("--seconds", default=30.0, help="How long that part takes.")
@click.option("--kills", default=20, help="How often the web process is killed under load.")
@click.option("--backlog", default=10_000, help="How many deliveries wait for the worker.")
def main(rate: int, seconds: float, kills: int, backlog: int) -> None:
    """Measure how webhooks are taken; about 5 minutes with the defaults.

    The status is 1 if any was lost, or handled twice.
    """
    try:
        found = measure(rate, seconds, kills, backlog)
    except DemoFault as fault:
        raise SystemExit(str(fault)) from None
    click.echo(json.dumps({"benchmark": "webhook"} | found))
    sys.exit(status(found))


def status(found: Mapping[str, Any]) -> int:
    """1 if any acknowledged delivery was lost, or handled twice."""
    return int(found["lost"] + found["doubled"] > 0)


if __name__ == "__main__":
    main()

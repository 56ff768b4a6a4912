"""How many calls to GitHub one approved request costs, from `opened` to live, step by step.

The sandbox, the use cases and SQLite run in this one process. The first request of a process asks
for every token; the second one shows what is asked again.
"""

import json
import logging
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click
import structlog

from app.domain.state import State
from app.store import schema
from app.store.database import Database
from benchmarks._calls_by_step import CallsByStep, Cost
from tests.journeys.acme import Acme, connect
from tests.journeys.start import started

_COLUMNS = ("reads", "writes", "content-creating", "tokens")


def measure() -> tuple[Mapping[str, Cost], Mapping[str, Cost]]:
    """The costs of two requests, one after the other, that differ in their names only."""
    with _acme() as acme:
        counting = CallsByStep(acme.bench.database)
        slipway = acme.with_bench(github=connect(acme.sandbox, counting, acme.bench.database))
        _play(slipway, counting, "billing")
        first = counting.take()
        _play(slipway, counting, "ledger")
        return first, counting.take()


def _play(acme: Acme, counting: CallsByStep, name: str) -> None:
    counting.event = "opened"
    request = acme.files(name=name)
    counting.event = "label"
    request.is_approved()
    if request.state is not State.LIVE:
        raise SystemExit(f"The request is {request.state} and not live: {request.headline}")


@contextmanager
def _acme() -> Iterator[Acme]:
    with tempfile.TemporaryDirectory(prefix="slipway-bench-") as name:
        url = f"sqlite:///{name}/slipway.db"
        database = Database(url)
        schema.upgrade(database)
        database.close()
        with started(Path(name), url) as acme:
            yield acme


def table(costs: Mapping[str, Cost]) -> Iterator[str]:
    """The lines of a table in Markdown, a row for each step and one for all."""
    yield f"| {'step':<20} | {' | '.join(_COLUMNS)} |"
    yield f"|{'-' * 22}|{'|'.join('-' * (len(name) + 1) + ':' for name in _COLUMNS)}|"
    for step, cost in (*costs.items(), ("all", total(costs))):
        counts = zip(asdict(cost).values(), _COLUMNS, strict=True)
        cells = " | ".join(f"{count:>{len(name)}}" for count, name in counts)
        yield f"| {step:<20} | {cells} |"


def total(costs: Mapping[str, Cost]) -> Cost:
    return sum(costs.values(), Cost())


def main() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    first, following = measure()
    result = {
        "benchmark": "github_calls",
        "first": asdict(total(first)),
        "following": asdict(total(following)),
        "steps": {step: asdict(cost) for step, cost in first.items()},
    }
    click.echo("The first request of a process:\n")
    click.echo("\n".join(table(first)))
    click.echo("\nThe one that follows:\n")
    click.echo("\n".join(table(following)))
    click.echo(f"\n{json.dumps(result)}")


if __name__ == "__main__":
    main()

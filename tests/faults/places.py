"""The calls of the main job, in their order, as a job without any fault makes them."""

from collections import Counter
from dataclasses import dataclass

from app.github.calls import CallLog
from tests.journeys.acme import Acme, connect


@dataclass(frozen=True, slots=True)
class Place:
    """One call: the `skip`-th of its route, counted from 0. `name` is how Slipway calls it.

    `number` counts all calls of the job, from 0.
    """

    number: int
    name: str
    method: str
    route: str
    skip: int

    def __str__(self) -> str:
        return f"{self.name} ({self.skip + 1})" if self.skip else self.name


def places(acme: Acme, service: str) -> list[Place]:
    """Every call of a job for a service of that name, from the filing to the live pair."""
    log, made = CallLog(), acme.sandbox.world.calls
    made.records.clear()
    github = connect(acme.sandbox, log, acme.bench.database)
    acme.with_bench(github=github).files(name=service).is_approved()
    calls = [one.arrival for one in made.records if one.arrival.of_app]
    assert len(calls) == len(log.routes)
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for number, (call, name) in enumerate(zip(calls, log.routes, strict=True)):
        key = (call.method, call.route)
        found.append(Place(number, name, *key, seen[key]))
        seen[key] += 1
    return found

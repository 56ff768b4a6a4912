"""A tour through every route of the sandbox, and what it shows of each.

`python -m tests.fidelity.tour` takes it and says what is not as GitHub describes it, with status 1
if anything is; `--write` brings the lists up to date that tests compare with it.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sandbox import serve, transcript
from sandbox.transcript import Exchange, Told
from tests.fidelity import coverage, guide, omitted
from tests.fidelity.description import rest, webhooks
from tests.fidelity.judge import judge, judge_webhook
from tests.fidelity.stations import (
    actions,
    app_manifests,
    checks,
    comparisons,
    environments,
    git_data,
    issues,
    organisation_rulesets,
    organisations,
    properties,
    protections,
    pulls,
    refusals,
    repositories,
    security,
    sub_issues,
    templates,
    the_app,
    variants,
)
from tests.sandbox.voices import Voice

STATIONS = (
    organisations.visit,
    properties.visit,
    repositories.visit,
    security.visit,
    templates.visit,
    environments.visit,
    git_data.visit,
    comparisons.visit,
    protections.visit,
    organisation_rulesets.visit,
    issues.visit,
    sub_issues.visit,
    pulls.visit,
    checks.visit,
    actions.visit,
    refusals.visit,
    app_manifests.visit,
    variants.visit,
    the_app.visit,
    the_app.comes_and_goes,
)


@dataclass
class Seen:
    """All that was said on the tour."""

    exchanges: list[Exchange] = field(default_factory=list)
    webhooks: list[Told] = field(default_factory=list)

    def exchanged(self, exchange: Exchange) -> None:
        self.exchanges.append(exchange)

    def told(self, delivery: Told) -> None:
        self.webhooks.append(delivery)

    def complaints(self) -> Iterator[str]:
        """What is not as GitHub describes it."""
        for exchange in self.exchanges:
            yield from judge(rest(), exchange)
        for told in self.webhooks:
            yield from judge_webhook(webhooks(), told)


def take() -> Seen:
    """Take the tour in a sandbox of its own."""
    seen = Seen()
    with tempfile.TemporaryDirectory() as folder, _listening(seen):
        key = guide.private_key(Path(folder))
        with serve(guide.seed(key), Path(folder) / "sandbox") as sandbox:
            shown = guide.guide(sandbox, key)
            for station in STATIONS:
                station(shown)
            _wait_for_deliveries(Voice(sandbox.url))
    return seen


@contextmanager
def _listening(seen: Seen) -> Iterator[None]:
    transcript.listeners.append(seen)
    try:
        yield
    finally:
        transcript.listeners.remove(seen)


def _wait_for_deliveries(anybody: Voice) -> None:
    """A sandbox that is closed sends what waits; that it did is seen when it is closed."""
    while anybody.orders("deliveries", None, "GET")["waiting"]:
        """Each question takes a while; the sender needs no more."""


def findings(seen: Seen) -> Iterator[str]:
    """All that the tests of the tour would say."""
    yield from dict.fromkeys(seen.complaints())
    yield from (f"{route} was not shown" for route in coverage.unseen(seen.exchanges))
    yield from omitted.changes(seen.exchanges, seen.webhooks)


def main() -> None:
    seen = take()
    if "--write" in sys.argv:
        omitted.LIST.write_text(omitted.text(seen.exchanges, seen.webhooks), encoding="utf-8")
        coverage.LIST.write_text(coverage.text(seen.exchanges, seen.webhooks), encoding="utf-8")
    found = list(findings(seen))
    sys.stdout.write("".join(f"{line}\n" for line in found))
    sys.stdout.write(json.dumps({"calls": len(seen.exchanges), "findings": len(found)}) + "\n")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()

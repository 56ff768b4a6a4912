"""What the matrix says: how far it is, each violation and how to repeat it, and the sum.

A case to whose place nobody came shows nothing: it is told, and is no run.
"""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import click

from tests.crashes.case import Result
from tests.crashes.databases import Kind

_SHOWN_EVERY_SECONDS = 15


@dataclass
class Report:
    """The results of one database so far."""

    kind: Kind
    planned: int
    runs: int = 0
    violations: int = 0
    unreached: list[str] = field(default_factory=list)
    deaths: Counter[str] = field(default_factory=Counter)
    began: float = field(default_factory=time.monotonic)
    shown: float = field(default_factory=time.monotonic)

    def take(self, result: Result) -> None:
        if result.is_as_planned or result.violation:
            self.runs += 1
        else:
            self.unreached.append(str(result.case))
        for place in result.deaths:
            self.deaths[f"{place.moment} a {'call' if place.is_call else 'commit'}"] += 1
        if result.violation:
            self.violations += 1
            self._explain(result)
        if time.monotonic() - self.shown > _SHOWN_EVERY_SECONDS:
            self.shown = time.monotonic()
            tried = self.runs + len(self.unreached)
            click.echo(f"  {tried} of {self.planned} cases, {self.violations} violations")

    def _explain(self, result: Result) -> None:
        died = ", then ".join(map(str, result.deaths)) or "nowhere"
        click.echo(f"VIOLATION: {result.violation}")
        click.echo(f"  died   {died}")
        click.echo(f"  repeat make crash-matrix DATABASE={self.kind} ONLY='{result.case}'")
        click.echo(f"  logs   {result.folder}")

    def end(self) -> None:
        minutes = (time.monotonic() - self.began) / 60
        deaths = ", ".join(f"{count} {name}" for name, count in sorted(self.deaths.items()))
        click.echo(f"{self.kind}: {self.runs} runs in {minutes:.1f} minutes; deaths: {deaths}")
        for case in self.unreached:
            click.echo(f"  nobody came to: {case}")


def conclude(reports: Sequence[Report], *, is_one_case: bool) -> int:
    """Say the sum; the status, which is 1 for a violation, or if the one case was not reached."""
    unreached = sum(len(report.unreached) for report in reports)
    violations = sum(report.violations for report in reports)
    if unreached:
        click.echo(f"no runs, for nobody came to their place in three tries: {unreached} cases")
    click.echo(f"{sum(report.runs for report in reports)} runs, {violations} violations")
    return int(violations > 0 or (is_one_case and unreached > 0))

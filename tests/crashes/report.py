"""What the matrix says: how far it is, each violation and how to repeat it, and the sum."""

import time
from collections import Counter
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
        self.runs += 1
        if not result.is_as_planned:
            self.unreached.append(str(result.case))
        for place in result.deaths:
            self.deaths[f"{place.moment} a {'call' if place.is_call else 'commit'}"] += 1
        if result.violation:
            self.violations += 1
            self._explain(result)
        if time.monotonic() - self.shown > _SHOWN_EVERY_SECONDS:
            self.shown = time.monotonic()
            click.echo(f"  {self.runs} of {self.planned} runs, {self.violations} violations")

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

"""Has templates checked one after the other, within a time, and says it as a check run does."""

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

import structlog

from app.domain.check import Finding, Level, TemplatesJudged
from app.domain.control import TEMPLATES_PATH
from app.sealed.bounds import Bounds
from app.templates import check as template_check
from app.templates.check import Severity, check_templates
from app.templates.faults import TemplateFault
from app.templates.offer import Templates
from app.templates.tree import PartlyReadable

BOUNDS = Bounds(
    wall_seconds=50.0,
    cpu_seconds=40,
    memory_bytes=768 * 1024 * 1024,
    answer_bytes=16 * 1024 * 1024,
)
"""Of each process."""

_OF_A_LEASE = 0.4
"""Two processes come one after the other, and the claim must not run out meanwhile."""

_KEPT = 200
_LEVELS = {Severity.ERROR: Level.FAILURE, Severity.WARNING: Level.WARNING}

_Key = tuple[str, frozenset[tuple[str, str]], frozenset[str] | None, frozenset[str]]

_log = structlog.get_logger(__name__)


def bounds_within(lease: timedelta) -> Bounds:
    """The bounds where a claim without a sign of life stands for so long."""
    seconds = min(BOUNDS.wall_seconds, lease.total_seconds() * _OF_A_LEASE)
    return replace(BOUNDS, wall_seconds=seconds)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Templates of a commit, and which of them are to be checked.

    `trees` has the tree ids of all of them by name. `fields` are the ids of the issue form's
    fields, None where it is not known which ones there will be, and `offered` its choices of
    templates.
    """

    templates: Templates
    trees: Mapping[str, str]
    names: Collection[str]
    fields: frozenset[str] | None = None
    offered: frozenset[str] = frozenset()


@dataclass(frozen=True)
class TemplateJudge:
    """Checks templates in processes that hold no key, no database and no network.

    All templates of a commit take about `most_seconds`: a worker that takes much longer is stopped.
    What a check found is kept for the same template beside the same others: a pull request's last
    commit and its merge have them alike.
    """

    bounds: Bounds = BOUNDS
    most_seconds: float = 240.0
    runs_hooks: bool = False
    elapsed: Callable[[], float] = time.monotonic
    kept: dict[_Key, tuple[Finding, ...]] = field(default_factory=dict)

    def judged(self, those: Candidates, before_each: Callable[[], None]) -> TemplatesJudged:
        """What is wrong with them.

        `before_each` is called before each of the things to do. What there is no time for stays
        unchecked; that one cannot be read at all takes none.
        """
        end = self.elapsed() + self.most_seconds
        faults = {
            name: one
            for name in those.names
            if isinstance(one := those.templates[name], TemplateFault)
            and not isinstance(one, PartlyReadable)
        }
        found = dict.fromkeys(_of_fault(one) for one in faults.values())
        checked = {name: those.trees[name] for name in faults}
        waiting = sorted(set(those.names) - faults.keys())
        while waiting and self.elapsed() < end:
            before_each()
            name = waiting.pop(0)
            found |= dict.fromkeys(self._findings(those, name, before_each))
            checked[name] = those.trees[name]
        by_name = dict(sorted(checked.items()))
        return TemplatesJudged(by_name, tuple(found), tuple(waiting))

    def _findings(
        self, those: Candidates, name: str, before_each: Callable[[], None]
    ) -> tuple[Finding, ...]:
        key = (name, frozenset(those.trees.items()), those.fields, those.offered)
        if key in self.kept:
            return self.kept[key]
        began = self.elapsed()
        checked = check_templates(
            those.templates,
            [name],
            fields=those.fields,
            offered=those.offered,
            bounds=self.bounds,
            told=lambda _: before_each(),
            runs_hooks=self.runs_hooks,
        )
        seconds = round(self.elapsed() - began, 1)
        _log.info("template checked", template=name, findings=len(checked), seconds=seconds)
        found = tuple(map(_finding, checked))
        if not any(one.severity is Severity.ERROR for one in checked):
            self._keep(key, found)
        return found

    def _keep(self, key: _Key, found: tuple[Finding, ...]) -> None:
        """Of what fails, nothing is kept: it may only have taken too long this time."""
        if len(self.kept) >= _KEPT:
            del self.kept[next(iter(self.kept))]
        self.kept[key] = found


def _finding(one: template_check.Finding) -> Finding:
    path = f"{TEMPLATES_PATH}/{one.path}"
    return Finding(path, one.line, 0, _LEVELS[one.severity], one.message)


def _of_fault(fault: TemplateFault) -> Finding:
    path = f"{TEMPLATES_PATH}/{fault.template}"
    return Finding(path, fault.line or 0, 0, Level.FAILURE, fault.message)

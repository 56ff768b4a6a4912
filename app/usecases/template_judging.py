"""Has templates checked one after the other, within a time, and says it as a check run does."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping

from app.domain.check import Finding, Level, TemplatesJudged
from app.domain.control import TEMPLATES_PATH
from app.templates import check as template_check
from app.templates.check import Severity, check_templates
from app.templates.faults import TemplateFault
from app.templates.manifest import Kind
from app.templates.offer import Templates, manifest_of

MOST_SECONDS = 240.0
"""For all templates of a commit; a worker that takes much longer is stopped."""

_LEVELS = {Severity.ERROR: Level.FAILURE, Severity.WARNING: Level.WARNING}


def judged(
    templates: Templates,
    trees: Mapping[str, str],
    names: Iterable[str],
    before_each: Callable[[], None],
    elapsed: Callable[[], float] = time.monotonic,
) -> TemplatesJudged:
    """What is wrong with the templates of these names; `trees` has the tree ids of all there are.

    `before_each` is called before each template; once `elapsed`, in seconds, has grown by
    MOST_SECONDS, the rest is left unchecked.
    """
    end = elapsed() + MOST_SECONDS
    waiting, checked = sorted(names), dict[str, str]()
    found: dict[Finding, None] = {}
    while waiting and elapsed() < end:
        before_each()
        name = waiting.pop(0)
        found |= dict.fromkeys(map(_finding, check_templates(templates, [name])))
        checked[name] = trees[name]
    services = tuple(_services(templates, checked))
    return TemplatesJudged(checked, services, tuple(found), tuple(waiting))


def _finding(one: template_check.Finding) -> Finding:
    path = f"{TEMPLATES_PATH}/{one.path}"
    return Finding(path, one.line or 0, 0, _LEVELS[one.severity], one.message)


def _services(templates: Templates, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        try:
            if manifest_of(templates, name).kind is Kind.SERVICE:
                yield name
        except TemplateFault:
            pass  # It is told of as a finding.

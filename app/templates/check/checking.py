"""Checks templates that nobody reviewed: each is looked at in a sealed room, and nowhere else."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from pydantic import ValidationError

from app.sealed.bounds import Bounds
from app.sealed.process import Stopped, exchange
from app.templates.check.declared import context_path
from app.templates.check.finding import Finding, Severity, error, of_faults
from app.templates.check.messages import ANSWER, BOUNDS, Answer, Stack, packed_tree
from app.templates.faults import TemplateFault
from app.templates.limits import Limits
from app.templates.manifest import MANIFEST
from app.templates.offer import Templates
from app.templates.tree import PartlyReadable, TemplateTree

_UNSTEADY = (
    "The same answers gave something else the second time. Leave out what changes from one render "
    "to the next, such as the address of an object."
)


def check_templates(
    templates: Templates,
    names: Collection[str] | None = None,
    *,
    fields: Collection[str] | None = None,
    offered: Collection[str] = (),
    runs_hooks: bool | None = False,
    bounds: Bounds = BOUNDS,
    told: Callable[[str], None] = lambda _: None,
) -> tuple[Finding, ...]:
    """Everything that is wrong or doubtful in templates, in the order of their files.

    `names` are those to check, with what they are laid on; without them all. `fields` are the ids
    of the issue form's fields: without them, text that may come from one of the form's is only a
    warning. `offered` are the templates that it lets people choose from, none where any name
    may be typed. `runs_hooks` says whether Python hooks run, None where that is not known: then
    they are only a warning, and do not run here. `told` hears what is looked at next. Each process
    is held to `bounds`.
    """
    wanted = sorted(templates if names is None else set(names) & set(templates))
    check = _Check(
        templates,
        None if fields is None else sorted(fields),
        sorted(offered),
        runs_hooks,
        bounds,
        told,
    )
    return tuple(sorted(set(check.findings(wanted))))


@dataclass
class _Check:
    templates: Templates
    fields: Sequence[str] | None
    offered: Sequence[str]
    runs_hooks: bool | None
    bounds: Bounds
    told: Callable[[str], None]
    trees: dict[str, TemplateTree] = field(default_factory=dict)
    partial: set[str] = field(default_factory=set)

    def findings(self, names: Iterable[str]) -> Iterator[Finding]:
        for name, found in self.templates.items():
            if isinstance(found, PartlyReadable):
                self.partial.add(name)
            if isinstance(found, TemplateFault) and name in names:
                yield from of_faults(found)
            tree = found.rest if isinstance(found, PartlyReadable) else found
            if not isinstance(tree, TemplateTree):
                continue
            if (fault := _too_large(name, tree)) is None:
                self.trees[name] = tree
            elif name in names:
                yield from of_faults(fault)
        readable = [name for name in names if name in self.trees]
        static = self._read(readable) if readable else Answer(())
        yield from static.findings
        for name, stack in static.stacks.items():
            yield from self._render(name, stack, static)

    def _read(self, names: Sequence[str]) -> Answer:
        """Read them all at once; if that is stopped, in halves, to find out by which."""
        self.told(f"reads {', '.join(names)}")
        answer = self._asked(
            {
                "task": "read",
                "offered": self.offered,
                "manifests": [
                    packed_tree(name, tree, MANIFEST) for name, tree in self.trees.items()
                ],
                "templates": [packed_tree(name, self.trees[name]) for name in names],
            }
        )
        if answer.stopped is None:
            return answer
        if len(names) == 1:
            own = error(names[0], 0, answer.stopped)
            return replace(answer, stopped=None, findings=(*answer.findings, own))
        half = len(names) // 2
        return _joined(self._read(names[:half]), self._read(names[half:]))

    def _render(self, name: str, stack: Stack, static: Answer) -> Iterator[Finding]:
        known = {one.path for one in static.findings if one.severity is Severity.ERROR}
        is_whole = all(one in self.trees and one not in self.partial for one in stack.layers)
        if not is_whole or context_path(name) in known:
            return
        self.told(f"renders {name}")
        request = {
            "task": "render",
            "kind": stack.kind.value,
            "variables": dict(stack.variables),
            "templates": [packed_tree(layer, self.trees[layer]) for layer in stack.layers],
            "known": sorted(known),
            "told": sorted(static.told),
            "is_second": False,
        }
        first = self._asked(request)
        yield from (one for one in first.findings if not _was_said(one, static.findings))
        if first.stopped is not None:
            yield error(name, 0, first.stopped)
            return
        second = self._asked(request | {"is_second": True}) if first.fingerprint else first
        yield from _unsteady(first.fingerprint, second.fingerprint)

    def _asked(self, request: Mapping[str, Any]) -> Answer:
        whole = {
            **request,
            "fields": self.fields,
            "runs_hooks": self.runs_hooks,
            "bounds": asdict(self.bounds),
        }
        try:
            answer = exchange(
                "app.templates.check.room", json.dumps(whole).encode(), self.bounds, "The check"
            )
            return ANSWER.validate_json(answer)
        except Stopped as stop:
            return Answer((), f"{stop} Look for a loop without end, or a huge file.")
        except ValidationError:
            return Answer((), "The check answered what cannot be read. Check again.")


def _too_large(name: str, tree: TemplateTree) -> TemplateFault | None:
    limits, size = Limits(), sum(len(file.content) for file in tree.files)
    if len(tree.files) <= limits.files and size <= limits.total_bytes:
        return None
    return TemplateFault(
        f"The template has {len(tree.files):,} files with {size:,} bytes. Allowed are "
        f"{limits.files:,} files with {limits.total_bytes:,} bytes. Remove some.",
        name,
    )


def _joined(one: Answer, other: Answer) -> Answer:
    return replace(
        one,
        findings=(*one.findings, *other.findings),
        stacks={**one.stacks, **other.stacks},
        told=one.told | other.told,
    )


def _was_said(late: Finding, early: Iterable[Finding]) -> bool:
    """What stops a render was often found before, with all that is like it."""
    return any(
        one.path == late.path
        and (one.severity is Severity.ERROR or late.severity is Severity.WARNING)
        and (one.line == late.line or 0 in {one.line, late.line})
        for one in early
    )


def _unsteady(first: Mapping[str, str], second: Mapping[str, str]) -> Iterator[Finding]:
    for place in sorted(first):
        if first[place] != second.get(place):
            yield error(place, 0, _UNSTEADY)

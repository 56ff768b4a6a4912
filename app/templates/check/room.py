"""The room where templates are checked, a process of its own: their files in, findings out.

`python -m app.templates.check.room FOLDER` reads one request from standard input and writes one
answer to standard output, both JSON. It shuts itself off before it looks at a template.
"""

import json
import os
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from app.sealed.bounds import Bounds
from app.sealed.walls import Guard, TimeUp, shut
from app.templates.check import hostile, outcome
from app.templates.check.answering import plain, slots_of, told_to
from app.templates.check.finding import Finding
from app.templates.check.form import against_form
from app.templates.check.lists import lists_in
from app.templates.check.messages import ANSWER, Answer, Stack, fields_in, trees_in
from app.templates.check.pairing import (
    asked_by_manifests,
    named_wrongly,
    read_manifests,
    stack,
    told_by_manifests,
)
from app.templates.check.reading import read_template
from app.templates.check.renders import Refused, Renders, fingerprint
from app.templates.manifest import MANIFEST, Kind, Manifest
from app.templates.render import NamedTree
from app.templates.tree import TemplateTree

_STOPPED = {
    TimeUp: "The check used up its processor time. Look for a loop without end, or a huge file.",
    MemoryError: "The check used up its memory. Look for text that grows in a loop.",
}


def main() -> None:
    folder = Path(sys.argv[1])
    os.chdir(folder)
    request = json.load(sys.stdin)
    runs_hooks = request["runs_hooks"] is True
    guard, walls = shut(folder, Bounds(**request["bounds"]), natively=runs_hooks)
    answer = _answered(request, Examined(folder, guard, tuple(walls) if runs_hooks else None))
    sys.stdout.write(ANSWER.dump_json(replace(answer, walls=tuple(walls))).decode())


@dataclass
class Examined:
    """What was found so far, in a folder of its own; with `hook_walls` hooks run behind them."""

    folder: Path
    guard: Guard
    hook_walls: tuple[str, ...] | None = None
    findings: list[Finding] = field(default_factory=list)
    stacks: dict[str, Stack] = field(default_factory=dict)
    fingerprint: dict[str, str] = field(default_factory=dict)
    told: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()

    def read(self, request: Any) -> None:
        """Read the templates that were sent, without rendering them."""
        manifests = read_manifests(trees_in(request["manifests"]))
        fields = fields_in(request)
        self.told = told_by_manifests(manifests)
        self.asked = asked_by_manifests(manifests)
        for name, tree in trees_in(request["templates"]).items():
            text = _manifest_text(tree)
            self.findings += named_wrongly(name, text, manifests)
            self.findings += read_template(
                name, tree, fields, self.told, self.asked, runs_hooks=request["runs_hooks"]
            )
            manifest, layers = manifests[name], stack(name, manifests)
            if isinstance(manifest, Manifest) and fields is not None:
                self.findings += against_form(name, manifest, text, fields, request["offered"])
            if isinstance(manifest, Manifest) and layers:
                self.stacks[name] = Stack(manifest.kind, tuple(layers), manifest.variables)

    def render(self, request: Any) -> None:
        """Render one repository: with plain answers, and if it is asked for with nasty ones."""
        trees = trees_in(request["templates"])
        layers = [NamedTree(name, tree) for name, tree in trees.items()]
        renders = Renders(layers, request["templates"], self.folder, self.guard, self.hook_walls)
        kind, top = Kind(request["kind"]), layers[-1].name
        told = told_to(Kind.TESTS if kind is Kind.TESTS else Kind.SERVICE, top)
        told |= request["variables"]
        free = [one.free(fields_in(request), [*told, *request["told"]]) for one in renders.declared]
        more = frozenset[str]().union(*(one for pair in free for one in pair))
        unsure = more.difference(*(certain for certain, _ in free))
        slots = slots_of(told, renders.declared, more, lists_in(renders.trees()))
        renders.locate(plain(slots))
        files = renders.render(plain(slots))
        if isinstance(files, Refused):
            self.findings.append(files.as_doubt())
            return
        if isinstance(files, Finding):
            self.findings.append(files)
            return
        self.fingerprint = fingerprint(files)
        if request["is_second"]:
            return
        self.findings += outcome.findings(kind, top, files)
        for one in hostile.findings(renders, slots, request["known"], unsure):
            self.findings.append(one)


def _answered(request: Any, examined: Examined) -> Answer:
    stopped = None
    try:
        (examined.read if request["task"] == "read" else examined.render)(request)
    except (TimeUp, MemoryError) as error:
        stopped = _STOPPED[type(error)]
    except Exception as error:  # noqa: BLE001 - whatever a template set off is its author's news
        stopped = f"The check failed with {type(error).__name__}: {error}."
    return Answer(
        (), stopped, tuple(examined.findings), examined.stacks, examined.fingerprint, examined.told
    )


def _manifest_text(tree: TemplateTree) -> str:
    content = next((one.content for one in tree.files if one.path == MANIFEST), b"")
    return content.decode("utf-8", "replace")


if __name__ == "__main__":
    main()

"""A diff to look at: lines with their numbers, and the remarks of checks beneath them."""

import re
from dataclasses import dataclass, field

from sandbox.git.diffs import Change
from sandbox.world.checks import Annotation, CheckRun

HUNK = re.compile(r"@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@")
# Longer diffs are folded at first, and beyond the second limit not shown at all.
FOLDED = 400
SHOWN = 4_000


@dataclass(frozen=True)
class Remark:
    """An annotation with the check run that made it."""

    run: CheckRun
    annotation: Annotation


@dataclass
class Line:
    """A line of a diff; `kind` is its class on the page."""

    kind: str
    text: str
    old: int | None = None
    new: int | None = None
    remarks: list[Remark] = field(default_factory=list)


@dataclass
class ShownFile:
    """A changed file; `lines` is None when there is nothing to show of it."""

    change: Change
    anchor: str
    lines: list[Line] | None
    elsewhere: list[Remark]

    @property
    def folded(self) -> bool:
        return self.lines is not None and len(self.lines) > FOLDED


def shown_files(
    changes: list[Change], runs: list[CheckRun]
) -> tuple[list[ShownFile], list[Remark]]:
    """The files of a diff, and the remarks on files that are not in it."""
    remarks: dict[str, list[Remark]] = {}
    for run in runs:
        for one in run.annotations:
            remarks.setdefault(one.path, []).append(Remark(run, one))
    files = [
        _shown(one, f"file-{number}", remarks.pop(one.path, []))
        for number, one in enumerate(changes, 1)
    ]
    return files, [one for some in remarks.values() for one in some]


def _shown(change: Change, anchor: str, remarks: list[Remark]) -> ShownFile:
    lines = None if change.patch is None else parse(change.patch)
    if lines is not None and len(lines) > SHOWN:
        lines = None
    known = {line.new: line for line in lines or [] if line.new is not None}
    elsewhere: list[Remark] = []
    for remark in remarks:
        line = known.get(remark.annotation.end_line)
        (elsewhere if line is None else line.remarks).append(remark)
    return ShownFile(change, anchor, lines, elsewhere)


def parse(patch: str) -> list[Line]:
    """The lines of a patch, numbered on both sides."""
    found: list[Line] = []
    old = new = 0
    for text in patch.split("\n"):
        hunk = HUNK.match(text)
        if hunk:
            old, new = int(hunk[1]), int(hunk[2])
            found.append(Line("hunk", text))
        elif text.startswith("+"):
            found.append(Line("added", text[1:], None, new))
            new += 1
        elif text.startswith("-"):
            found.append(Line("removed", text[1:], old, None))
            old += 1
        elif text.startswith("\\"):
            found.append(Line("note", text[2:]))
        else:
            found.append(Line("same", text[1:], old, new))
            old, new = old + 1, new + 1
    return found

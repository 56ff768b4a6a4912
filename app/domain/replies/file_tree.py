"""A list of paths drawn as a tree of folders and files."""

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from app.domain.text import shorten


def draw(paths: Sequence[str], most: int, executables: Collection[str] = ()) -> list[str]:
    """At most `most` lines and one that says how many files are left out; folders first.

    Those of `paths` that are among `executables` are marked.
    """
    tree: dict[str, object] = {}
    for path in sorted(paths):
        node = tree
        for part in path.split("/")[:-1]:
            node = _folder(node, f"{part}/")
        node[path.rsplit("/", 1)[-1]] = " (executable)" if path in executables else ""
    lines = list(islice(_lines(tree, ""), most + 1))
    if len(lines) <= most:
        return lines
    kept = lines[:most]
    shown = sum(not line.endswith("/") for line in kept)
    return [*kept, f"… and {len(set(paths)) - shown} more files"]


def _folder(node: dict[str, object], name: str) -> dict[str, object]:
    found = node.setdefault(name, {})
    assert isinstance(found, dict)
    return found


def _lines(tree: dict[str, object], indent: str) -> Iterator[str]:
    entries = sorted(tree.items(), key=lambda entry: (isinstance(entry[1], str), entry[0]))
    for index, (name, inner) in enumerate(entries):
        last = index == len(entries) - 1
        mark = inner if isinstance(inner, str) else ""
        yield f"{indent}{'└── ' if last else '├── '}{shorten(name, 120)}{mark}"
        if isinstance(inner, dict):
            yield from _lines(inner, f"{indent}{'    ' if last else '│   '}")

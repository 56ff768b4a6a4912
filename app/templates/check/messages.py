"""What goes into the room of the template check, and what comes out of it, as JSON."""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter

from app.sealed.bounds import Bounds
from app.templates.check.finding import Finding
from app.templates.manifest import Kind
from app.templates.tree import TemplateFile, TemplateTree

BOUNDS = Bounds(
    wall_seconds=120.0,
    cpu_seconds=60,
    memory_bytes=768 * 1024 * 1024,
    answer_bytes=16 * 1024 * 1024,
)
"""Of each of the check's processes; a starter template takes five seconds of it."""


@dataclass(frozen=True)
class Stack:
    """The layers of one repository, lowest first, and which of the pair's it is.

    `variables` are what its topmost template tells all of them.
    """

    kind: Kind
    layers: tuple[str, ...]
    variables: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What a room found; `stacks` by template, `fingerprint` of what was rendered.

    `stopped` is the reason why it found no more; `told` are the variables that manifests set.
    """

    walls: tuple[str, ...]
    stopped: str | None = None
    findings: tuple[Finding, ...] = ()
    stacks: Mapping[str, Stack] = field(default_factory=dict)
    fingerprint: Mapping[str, str] = field(default_factory=dict)
    told: frozenset[str] = frozenset()


ANSWER = TypeAdapter(Answer)


def packed_tree(name: str, tree: TemplateTree, only: str | None = None) -> dict[str, Any]:
    """A template as it is sent; with `only`, that file alone."""
    files = [
        {"path": one.path, "mode": one.mode, "content_b64": b64encode(one.content).decode()}
        for one in tree.files
        if only in {None, one.path}
    ]
    return {"name": name, "tree_id": tree.tree_id, "files": files}


def trees_in(sent: Iterable[Any]) -> dict[str, TemplateTree]:
    """The templates that were sent, by name."""
    return {
        one["name"]: TemplateTree(one["tree_id"], tuple(map(_file, one["files"]))) for one in sent
    }


def fields_in(request: Mapping[str, Any]) -> frozenset[str] | None:
    """The ids of the form's fields; None where the form is not known."""
    fields: Sequence[str] | None = request["fields"]
    return None if fields is None else frozenset(fields)


def _file(sent: Mapping[str, Any]) -> TemplateFile:
    return TemplateFile(sent["path"], sent["mode"], b64decode(sent["content_b64"]))

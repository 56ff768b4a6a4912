"""What goes into the room where templates are rendered, and what comes out of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from app.templates.answers import Answer
from app.templates.faults import AnswersRefused, RoomFault, TemplateFault
from app.templates.limits import Limits
from app.templates.output import RawFile
from app.templates.parcels import Opened, parcel
from app.templates.tree import TemplateFile, TemplateTree

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class NamedTree:
    """A template tree and the name of its folder, which messages and provenance use."""

    name: str
    tree: TemplateTree


@dataclass(frozen=True)
class Stack:
    """What one repository is rendered from: its layers, lowest first, and what they are told."""

    layers: Sequence[NamedTree]
    answers: Mapping[str, Answer]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    path: str
    mode: int
    size: int


class _Layer(BaseModel):
    name: str
    files: list[_File]


class _Rendered(BaseModel):
    layers: list[_Layer]


class _Fault(BaseModel):
    kind: Literal["template", "refusal", "time", "memory"]
    message: str
    template: str
    line: int | None

    def error(self) -> TemplateFault | RoomFault:
        if self.kind == "template":
            return TemplateFault(self.message, self.template, self.line)
        if self.kind == "refusal":
            return AnswersRefused(self.message, self.template, self.line)
        return RoomFault(self.message, self.template, self.line)


class _Head(BaseModel):
    walls: list[str]
    stacks: list[_Rendered]
    fault: _Fault | None = None
    unread: list[int]


@dataclass(frozen=True)
class RoomAnswer:
    """What the room said: the files of the stacks that it rendered, and the fault of the next one.

    `unread` has the numbers of trees of which what was said to be known could not be read.
    """

    walls: frozenset[str]
    stacks: Sequence[Sequence[RawFile]]
    fault: TemplateFault | RoomFault | None
    unread: Sequence[int]


def study_request(tree: TemplateTree, limits: Limits) -> bytes:
    """Asks what can be known of a template, which is all that is told."""
    return _request([tree], [b""], [], limits, study=True)


def render_request(
    stacks: Sequence[Stack],
    trees: Sequence[TemplateTree],
    known: Sequence[bytes],
    limits: Limits,
    *,
    runs_hooks: bool = False,
) -> bytes:
    """Asks for the files of `stacks`, whose layers are among `trees`; `known` is of each."""
    files = [tree.files for tree in trees]
    asked = [
        {
            "layers": [
                {"name": layer.name, "tree": files.index(layer.tree.files)}
                for layer in stack.layers
            ],
            "answers": {name: _clean(answer) for name, answer in stack.answers.items()},
        }
        for stack in stacks
    ]
    return _request(trees, known, asked, limits, runs_hooks=runs_hooks)


def _request(
    trees: Sequence[TemplateTree],
    known: Sequence[bytes],
    stacks: list[dict[str, Any]],
    limits: Limits,
    *,
    study: bool = False,
    runs_hooks: bool = False,
) -> bytes:
    sent = [
        {"files": [_file(one) for one in tree.files], "known": len(said)}
        for tree, said in zip(trees, known, strict=True)
    ]
    contents = [
        content
        for tree, said in zip(trees, known, strict=True)
        for content in (*(file.content for file in tree.files), said)
    ]
    head = {
        "study": study,
        "runs_hooks": runs_hooks,
        "trees": sent,
        "stacks": stacks,
        "limits": asdict(limits),
    }
    return parcel(head, contents)


def _file(file: TemplateFile) -> dict[str, Any]:
    return {"path": file.path, "mode": file.mode, "size": len(file.content)}


def read_answer(message: bytes, asked: int) -> RoomAnswer:
    """The answer to so many stacks. Raises ValueError for what the room should not have said."""
    opened = Opened(message)
    head = _Head.model_validate_json(opened.head)
    if len(head.stacks) != asked and (head.fault is None or len(head.stacks) > asked):
        raise ValueError("these are not the stacks that were asked for")
    stacks = [
        [
            RawFile(layer.name, file.path, file.mode, opened.take(file.size))
            for layer in stack.layers
            for file in layer.files
        ]
        for stack in head.stacks
    ]
    return RoomAnswer(
        frozenset(head.walls), stacks, head.fault.error() if head.fault else None, head.unread
    )


def _clean(answer: Answer) -> Answer:
    """Half of a surrogate pair is no text and cannot be written to a file."""
    match answer:
        case str():
            return _SURROGATE.sub("\ufffd", answer)
        case list():
            return [_SURROGATE.sub("\ufffd", item) for item in answer]
        case _:
            return answer

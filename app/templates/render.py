"""Render layers in the sealed room, and judge what comes out of it."""

import json
import re
import time
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

import structlog
from pydantic import Base64Bytes, BaseModel, ConfigDict, ValidationError

from app.sealed.papers import Stopped
from app.sealed.warm import ask
from app.templates.answers import Answer
from app.templates.faults import RoomFault, TemplateFault
from app.templates.limits import MOST_PATH_BYTES, Limits
from app.templates.output import RawFile, RenderedFile, Rendering, accepted
from app.templates.tree import TemplateTree

__all__ = ["Limits", "NamedTree", "RenderedFile", "Rendering", "Room"]

_log = structlog.get_logger(__name__)

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class NamedTree:
    """A template tree and the name of its folder, which messages and provenance use."""

    name: str
    tree: TemplateTree


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    path: str
    mode: int
    content_b64: Base64Bytes


class _Layer(BaseModel):
    name: str
    files: list[_File]


class _Fault(BaseModel):
    kind: Literal["template", "time", "memory"]
    message: str
    template: str
    line: int | None


class _Answer(BaseModel):
    walls: list[str]
    layers: list[_Layer] = []
    fault: _Fault | None = None


@dataclass(frozen=True)
class Room:
    """Renders in a process that holds no key, no database and no network."""

    limits: Limits = field(default_factory=Limits)

    def render(self, layers: Sequence[NamedTree], answers: Mapping[str, Answer]) -> Rendering:
        """The files that `layers` make of `answers`, which are never rendered themselves.

        Raises TemplateFault where a template is wrong, RoomFault where the room was stopped.
        """
        for layer in layers:
            self._check_size(layer)
        began = time.perf_counter()
        answer = self._asked(layers, answers)
        if answer.fault:
            raise _raised(answer.fault)
        # The room has no log of its own: whoever asked it tells of it, with the ids at hand.
        milliseconds = round((time.perf_counter() - began) * 1000)
        _log.info("rendered", layers=[one.name for one in layers], milliseconds=milliseconds)
        return accepted(_raw(answer), self.limits)

    def walls(self) -> frozenset[str]:
        """The walls that stand on this machine, such as `network`, `files` and `as` (memory).

        `ALL_WALLS` has every name there is. Raises RoomFault where the room does not start.
        """
        return frozenset(self._asked([], {}).walls)

    def _check_size(self, layer: NamedTree) -> None:
        size = sum(len(file.content) for file in layer.tree.files)
        if len(layer.tree.files) > self.limits.files or size > self.limits.total_bytes:
            raise TemplateFault(
                f"The template has {len(layer.tree.files):,} files with {size:,} bytes. Allowed "
                f"are {self.limits.files:,} files with {self.limits.total_bytes:,} bytes.",
                layer.name,
            )
        for file in layer.tree.files:
            parts = file.path.encode().split(b"/")
            if len(file.path.encode()) > MOST_PATH_BYTES or max(map(len, parts)) > 255:
                place = f"{layer.name}/{file.path[:100]}…"
                raise TemplateFault("The file has too long a name. Shorten it.", place)

    def _asked(self, layers: Sequence[NamedTree], answers: Mapping[str, Answer]) -> _Answer:
        request = {
            "layers": [_packed(layer) for layer in layers],
            "answers": {name: _clean(answer) for name, answer in answers.items()},
            "limits": asdict(self.limits),
        }
        answer = _exchange(json.dumps(request).encode(), self.limits)
        try:
            return _Answer.model_validate_json(answer)
        except ValidationError as error:
            raise RoomFault("The room answered what cannot be read. Try again.") from error


def _exchange(request: bytes, limits: Limits) -> bytes:
    try:
        return ask("app.templates.room", request, limits.bounds, "Rendering")
    except Stopped as stop:
        raise RoomFault(str(stop)) from stop


def _packed(layer: NamedTree) -> dict[str, Any]:
    files = [
        {
            "path": file.path,
            "mode": file.mode,
            "content_b64": b64encode(file.content).decode(),
        }
        for file in layer.tree.files
    ]
    return {"name": layer.name, "files": files}


def _clean(answer: Answer) -> Answer:
    """Half of a surrogate pair is no text and cannot be written to a file."""
    match answer:
        case str():
            return _SURROGATE.sub("\ufffd", answer)
        case list():
            return [_SURROGATE.sub("\ufffd", item) for item in answer]
        case _:
            return answer


def _raw(answer: _Answer) -> Iterator[RawFile]:
    for layer in answer.layers:
        for file in layer.files:
            yield RawFile(layer.name, file.path, file.mode, file.content_b64)


def _raised(fault: _Fault) -> TemplateFault | RoomFault:
    if fault.kind == "template":
        return TemplateFault(fault.message, fault.template, fault.line)
    return RoomFault(fault.message, fault.template, fault.line)
